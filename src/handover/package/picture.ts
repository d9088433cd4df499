/** A picture without what was written into its file besides the picture: camera, place, author, texts. */
export interface StrippedPicture {
  readonly content: Uint8Array;
  readonly contentType: string;
  /** `.png` */
  readonly ending: string;
  /** Something was written into it. */
  readonly hadDetails: boolean;
  /** Of a kind that is not taken apart here: whatever is written into it goes along. */
  readonly isWhole: boolean;
}

/** The picture that a part holds, told by its first bytes. Undefined: of a kind that is not known, or damaged. */
export function strippedPicture(content: Uint8Array): StrippedPicture | undefined {
  const starts = (...bytes: number[]): boolean => bytes.every((byte, i) => content[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return stripped(strippedPng(content), content, "image/png", ".png", false);
  if (starts(0xff, 0xd8, 0xff)) return stripped(strippedJpeg(content), content, "image/jpeg", ".jpeg", false);
  if (starts(0x47, 0x49, 0x46, 0x38)) return stripped(content, content, "image/gif", ".gif", true);
  if (starts(0x42, 0x4d)) return stripped(content, content, "image/bmp", ".bmp", true);
  if (starts(1, 0, 0, 0) && content[40] === 0x20 && content[41] === 0x45 && content[42] === 0x4d && content[43] === 0x46) return stripped(content, content, "image/x-emf", ".emf", true);
  if (starts(0xd7, 0xcd, 0xc6, 0x9a)) return stripped(content, content, "image/x-wmf", ".wmf", true);
  return undefined;
}

function stripped(kept: Uint8Array | undefined, whole: Uint8Array, contentType: string, ending: string, isWhole: boolean): StrippedPicture | undefined {
  return kept && { content: kept, contentType, ending, hadDetails: kept.length < whole.length, isWhole };
}

/** What a PNG needs to be drawn (PNG specification, 11.2 and 11.3): texts, times, EXIF and private chunks are not among it. */
const PNG_CHUNKS = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "hIST", "pHYs"]);

function strippedPng(content: Uint8Array): Uint8Array | undefined {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const pieces = [content.subarray(0, 8)];
  for (let at = 8; at + 12 <= content.length; ) {
    const end = at + 12 + view.getUint32(at, false);
    if (end > content.length) return undefined;
    const type = String.fromCharCode(...content.subarray(at + 4, at + 8));
    if (PNG_CHUNKS.has(type)) pieces.push(content.subarray(at, end));
    if (type === "IEND") return joined(pieces);
    at = end;
  }
  return undefined;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** The segments of a JPEG up to its end (ITU-T T.81, annex B). Of the application's own, those that tell colours stay. */
function strippedJpeg(content: Uint8Array): Uint8Array | undefined {
  const pieces = [content.subarray(0, 2)];
  for (let at = 2; at + 2 <= content.length; ) {
    if (content[at] !== 0xff) return undefined;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === END_OF_IMAGE) return joined([...pieces, content.subarray(at, at + 2)]);
    let end = at + 2 + (((content[at + 2] ?? 0) << 8) | (content[at + 3] ?? 0));
    if (end > content.length) return undefined;
    if (marker === START_OF_SCAN) end = scanEnd(content, end);
    if (isDrawn(marker, content, at + 4)) pieces.push(content.subarray(at, end));
    at = end;
  }
  return undefined;
}

/** Behind the coded data, in which 0xFF is followed by 0, or by the mark of a restart. */
function scanEnd(content: Uint8Array, start: number): number {
  let at = start;
  while (at + 1 < content.length && !(content[at] === 0xff && content[at + 1] !== 0 && ((content[at + 1] ?? 0) < 0xd0 || (content[at + 1] ?? 0) > 0xd7))) at++;
  return at;
}

function isDrawn(marker: number, content: Uint8Array, start: number): boolean {
  const begins = (word: string): boolean => [...word].every((letter, i) => content[start + i] === letter.charCodeAt(0));
  if (marker === 0xe0) return begins("JFIF");
  if (marker === 0xe2) return begins("ICC_PROFILE");
  if (marker === 0xee) return begins("Adobe");
  const isApplications = marker >= 0xe0 && marker <= 0xef;
  const isComment = marker === 0xfe;
  return !isApplications && !isComment;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
