/** Up to here a frame's length is in its second byte; up to the other, in two bytes behind that, and else in eight. */
const shortMax = 125;
const mediumMax = 0xffff;
/** The only frame of its message, and text. */
const wholeText = 0x81;

/**
 * A WebSocket frame of text as a server sends it: not masked, not compressed, the whole message (RFC 6455, 5.2). What goes
 * to many is framed once, where `ws` would make a head and a second piece for each.
 */
export const textFrame = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  const start = length <= shortMax ? 2 : length <= mediumMax ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = wholeText;
  if (start === 2) frame[1] = length;
  else if (start === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, start);
  return frame;
};

/** The text of such a frame. */
export const textOfFrame = (frame: Buffer): string => {
  const length = frame[1] ?? 0;
  return frame.toString("utf8", length <= shortMax ? 2 : length === 126 ? 4 : 10);
};
