/** Says nothing: what a simulated network says would fill books. */
export const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
