/**
 * The version of everything in this package. A change that an older client would not understand
 * raises it and gets a line here; a test holds a hash of the schemas, so that none slips by.
 *
 * 1: the first.
 * 2: `change`, which has only what is new about a session, mostly takes the place of `update`.
 */
export const protocolVersion = 2;
/** The oldest version that a server still speaks. */
export const protocolVersionMin = 1;
