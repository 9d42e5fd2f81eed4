/** A part of a service: registers in `start`, releases in `stop`. */
export interface Startable {
  readonly name: string;
  /** the port where it listens for peers, once started; for the ready file */
  readonly port?: number;
  start(): Promise<void>;
  stop(): Promise<void>;
}
