/** Either one server at a time, which takes everything from the one before; or the nodes of a cluster. */
export const worldKinds = ["alone", "cluster"] as const;
export type WorldKind = (typeof worldKinds)[number];
