import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import { refuseUnlessZip } from "./fileKind";
import { FileRefusal, damaged } from "../fileRefusal";

/** How much a file may hold once unpacked. Checked before anything is unpacked, and again against what really comes out. */
export interface PackageLimits {
  readonly bytes: number;
  readonly parts: number;
  /** Unpacked size by packed size of one part, where it is larger than `RATIO_FROM`. */
  readonly ratio: number;
}

export const PACKAGE_LIMITS: PackageLimits = { bytes: 256 * 2 ** 20, parts: 10_000, ratio: 300 };

/** Small parts that repeat themselves shrink to almost nothing in honest files too. */
const RATIO_FROM = 4 * 2 ** 20;

/**
 * One file inside the zip. `packed` is what the zip held: it is written back as it was.
 *
 * A part is unpacked when somebody reads its `content`, and checked then: what nobody reads, such as a thumbnail, is nobody's business.
 */
export interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  readonly packed?: Packed;
}

interface Packed {
  readonly method: number;
  /** Of the content. */
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly crc: number;
}

/** The parts of an .xlsx file in their order. Part names are the same whatever their case. */
export class ZipPackage {
  // A Map, never an object: a part may be called __proto__.
  private readonly byName = new Map<string, Part>();

  constructor(parts: Iterable<Part>) {
    for (const part of parts) this.byName.set(key(part.name), part);
  }

  get parts(): Part[] {
    return [...this.byName.values()];
  }

  part(name: string): Part | undefined {
    return this.byName.get(key(name));
  }

  /** Replaces a part where it stands, or adds it at the end. */
  put(name: string, content: Uint8Array): void {
    this.byName.set(key(name), { name: this.part(name)?.name ?? name, content });
  }

  remove(name: string): void {
    this.byName.delete(key(name));
  }

  /** A name that no part has: `xl/worksheets/sheet1.xml`, `…/sheet2.xml` and so on. */
  freeName(stem: string, ending: string): string {
    let number = 1;
    while (this.byName.has(key(`${stem}${number}${ending}`))) number++;
    return `${stem}${number}${ending}`;
  }
}

function key(name: string): string {
  return name.toLowerCase();
}

const LOCAL_HEADER = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const UTF8_NAME = 0x0800;
const IN_ZIP64 = 0xffffffff;
/** 1 January 1980, the first day a zip can name: the same workbook gives the same bytes whenever it is saved. */
const FIRST_DAY = 0x0021;

interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerAt: number;
}

/** The parts of a zip, each checked against its size and checksum when it is read. Refuses what is not a zip, is cut short, or would unpack to too much. */
export function zipPackage(bytes: Uint8Array, limits: PackageLimits = PACKAGE_LIMITS): ZipPackage {
  refuseUnlessZip(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(view, bytes, limits);
  refuseTooMuch(entries, bytes.length, limits);
  refuseBadNames(entries);
  return new ZipPackage(entries.map((entry) => part(view, bytes, entry)));
}

function directory(view: DataView, bytes: Uint8Array, limits: PackageLimits): DirectoryEntry[] {
  const end = directoryEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > limits.parts) throw new FileRefusal(`The file has ${count} parts; at most ${limits.parts} are read. It is not an ordinary workbook.`);
  const entries: DirectoryEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw cutShort();
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const nameEnd = at + 46 + nameLength;
    if (nameEnd + extraLength > view.byteLength) throw cutShort();
    const declared = { size: view.getUint32(at + 24, true), packedSize: view.getUint32(at + 20, true), headerAt: view.getUint32(at + 42, true) };
    entries.push({
      name: forwardSlashes(strFromU8(bytes.subarray(at + 46, nameEnd))),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...zip64Sizes(declared, view, nameEnd, nameEnd + extraLength),
    });
    at = nameEnd + extraLength + commentLength;
  }
  return entries;
}

/** Where the end record stands: at the very end, before a comment of up to 65,535 bytes. */
function directoryEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  throw cutShort();
}

type Sizes = Pick<DirectoryEntry, "size" | "packedSize" | "headerAt">;

/** Some writers give even small sizes in 64 bits, in a field behind the name. */
function zip64Sizes(declared: Sizes, view: DataView, start: number, end: number): Sizes {
  if (declared.size !== IN_ZIP64 && declared.packedSize !== IN_ZIP64 && declared.headerAt !== IN_ZIP64) return declared;
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const fieldEnd = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    let next = at + 4;
    const wide = (value: number): number => {
      if (value !== IN_ZIP64) return value;
      if (next + 8 > fieldEnd) throw cutShort();
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    return { size: wide(declared.size), packedSize: wide(declared.packedSize), headerAt: wide(declared.headerAt) };
  }
  throw cutShort();
}

function refuseTooMuch(entries: readonly DirectoryEntry[], fileSize: number, limits: PackageLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > limits.bytes) {
    throw new FileRefusal(`The file would unpack to ${megabytes(total)}; at most ${megabytes(limits.bytes)} are read. Save the workbook with fewer sheets or pictures.`);
  }
  const dense = entries.find((entry) => entry.size > RATIO_FROM && entry.size > entry.packedSize * limits.ratio);
  if (dense !== undefined) throw new FileRefusal(`The part ${dense.name} would unpack to more than ${limits.ratio} times its size. No ordinary workbook does; it is not opened.`);
  // Parts that overlap in the file unpack the same bytes over and over.
  const packed = entries.reduce((sum, entry) => sum + entry.packedSize, 0);
  if (packed > fileSize) throw new FileRefusal("The parts of the file overlap or reach past its end. The file is damaged or made to harm; it is not opened.");
}

function refuseBadNames(entries: readonly DirectoryEntry[]): void {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(key(name))) throw new FileRefusal(`The file has two parts named ${name}, and which one is meant cannot be told. Open it in Excel and save it again.`);
    seen.add(key(name));
    if (name === "" || name.startsWith("/") || /[:\0\uFFFD]/.test(name) || name.split("/").some((step) => step === "." || step === "..")) {
      throw new FileRefusal(`The file has a part named "${name}", which is no name inside a workbook. The file is damaged or made to harm; it is not opened.`);
    }
  }
}

function part(view: DataView, bytes: Uint8Array, entry: DirectoryEntry): Part {
  const { name, headerAt, packedSize, size, method, crc } = entry;
  if (entry.flags & ENCRYPTED) throw new FileRefusal("The file is a zip protected with a password. Remove the password and save it again.");
  if (headerAt + 30 > view.byteLength || view.getUint32(headerAt, true) !== LOCAL_HEADER) throw cutShort();
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  if (start + packedSize > view.byteLength) throw cutShort();
  const packed = bytes.subarray(start, start + packedSize);
  if (method !== STORED && method !== DEFLATED) throw new FileRefusal(`The part ${name} is packed in a way that Excel does not use. Open the file in Excel and save it again.`);
  return new PackedPart(name, { method, bytes: packed, crc, size });
}

class PackedPart implements Part {
  private unpacked: Uint8Array | undefined;

  constructor(readonly name: string, readonly packed: Packed) {}

  get content(): Uint8Array {
    return (this.unpacked ??= checked(this.name, this.packed));
  }
}

function checked(name: string, { method, bytes, size, crc }: Packed): Uint8Array {
  const content = method === STORED ? bytes : inflated(bytes, size);
  if (content.length !== size || checksum(content) !== crc) throw damaged(`The part ${name} does not have the size and checksum that the file states`);
  return content;
}

/** At most one byte more than declared: a longer part is seen, and never unpacked in full. */
function inflated(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    return new Uint8Array(0);
  }
}

function cutShort(): FileRefusal {
  return new FileRefusal("The file ends before its table of contents, or the table is broken: it was cut short on its way here. Fetch it again.");
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}

/** A zip of the parts, in their order. Parts that were not replaced are copied as they were packed. */
export function zipBytes(parts: readonly Part[]): Uint8Array {
  const packed = parts.map((part) => ({ name: strToU8(part.name), ...(part.packed ?? deflated(part.content)) }));
  const total = packed.reduce((sum, { name, bytes }) => sum + 30 + 46 + 2 * name.length + bytes.length, 22);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const starts: number[] = [];
  let at = 0;
  for (const { name, size, method, bytes, crc } of packed) {
    starts.push(at);
    view.setUint32(at, LOCAL_HEADER, true);
    commonFields(at + 4, { name, size, method, bytes, crc });
    out.set(name, at + 30);
    out.set(bytes, at + 30 + name.length);
    at += 30 + name.length + bytes.length;
  }
  const directoryAt = at;
  packed.forEach(({ name, size, method, bytes, crc }, i) => {
    view.setUint32(at, DIRECTORY_ENTRY, true);
    view.setUint16(at + 4, 20, true);
    commonFields(at + 6, { name, size, method, bytes, crc });
    view.setUint32(at + 42, starts[i] ?? 0, true);
    out.set(name, at + 46);
    at += 46 + name.length;
  });
  view.setUint32(at, DIRECTORY_END, true);
  view.setUint16(at + 8, packed.length, true);
  view.setUint16(at + 10, packed.length, true);
  view.setUint32(at + 12, at - directoryAt, true);
  view.setUint32(at + 16, directoryAt, true);
  return out;

  /** What the local header and the directory entry have in common, from the version needed on. */
  function commonFields(start: number, { name, size, method, bytes, crc }: Packed & { name: Uint8Array }): void {
    view.setUint16(start, 20, true);
    view.setUint16(start + 2, name.some((byte) => byte > 127) ? UTF8_NAME : 0, true);
    view.setUint16(start + 4, method, true);
    view.setUint16(start + 8, FIRST_DAY, true);
    view.setUint32(start + 10, crc, true);
    view.setUint32(start + 14, bytes.length, true);
    view.setUint32(start + 18, size, true);
    view.setUint16(start + 22, name.length, true);
  }
}

/** Beyond so many bytes a tenth more of packed ones is better than twice the time. */
const LARGE = 2 ** 20;

function deflated(content: Uint8Array): Packed {
  return { method: DEFLATED, bytes: deflateSync(content, { level: content.length > LARGE ? 4 : 6 }), crc: checksum(content), size: content.length };
}

const CHECKSUM_STEPS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let step = byte;
  for (let bit = 0; bit < 8; bit++) step = step & 1 ? (step >>> 1) ^ 0xedb88320 : step >>> 1;
  return step;
});

/** The CRC-32 of a zip. */
function checksum(content: Uint8Array): number {
  let crc = ~0;
  for (let i = 0; i < content.length; i++) crc = (crc >>> 8) ^ (CHECKSUM_STEPS[(crc ^ (content[i] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}

/** Some writers name parts as Windows names files. */
export function forwardSlashes(name: string): string {
  return name.replaceAll("\\", "/");
}
