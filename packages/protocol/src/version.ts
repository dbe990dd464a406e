/**
 * The version of everything in this package. A change that an older client would not understand
 * raises it and gets a line here; a test holds a hash of the schemas, so that none slips by.
 *
 * 1: the first.
 */
export const protocolVersion = 1;
/** The oldest version that a server still speaks. */
export const protocolVersionMin = 1;
