/** Groups of names; who is in none of them is in one more. */
export type Groups = readonly (readonly string[])[];

/** What keeps nodes apart at the moment. */
export interface Barriers {
  isCut(a: string, b: string): boolean;
  /** Nothing goes from one group to another. Takes the place of an earlier partition. */
  part(groups: Groups): void;
  /** Nothing goes to or from this one. */
  unplug(name: string): void;
  plug(name: string): void;
  /** Ends the partition. */
  heal(): void;
}

/** @param changed called after each change */
export function createBarriers(changed: () => void): Barriers {
  const unplugged = new Set<string>();
  let groupOf = new Map<string, number>();
  return {
    isCut: (a, b) => unplugged.has(a) || unplugged.has(b) || groupOf.get(a) !== groupOf.get(b),
    part(groups) {
      groupOf = new Map(groups.flatMap((names, index) => names.map((name): [string, number] => [name, index])));
      changed();
    },
    unplug(name) {
      unplugged.add(name);
      changed();
    },
    plug(name) {
      unplugged.delete(name);
      changed();
    },
    heal() {
      groupOf = new Map();
      changed();
    },
  };
}
