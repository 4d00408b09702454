import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What a look at the file of a database came to. */
export type Finding =
  | { readonly kind: 'empty' }
  | { readonly kind: 'sound' }
  | { readonly kind: 'damaged'; readonly reason: string };

/*
 * The file as LMDB lays it out (mdb.c, data version 2, 64 bits, little-endian; numbers are byte offsets):
 *
 *     page    0 number  8 transaction  18 flags  20 lower  22 upper (or 20 pages of an overflow)  24 offsets of nodes …
 *     node    0 size, or the child's number (6 bytes)  4 flags  6 length of the key  8 key, then the value
 *     meta    24 magic  28 version  40 map size  48 free tree  96 main tree  144 last page  152 transaction
 *     tree    0 page size  4 flags  6 depth  40 root
 *
 * Lower, upper and the offsets of nodes count from the end of the header.
 */
const HEADER = 24;
const META_BYTES = 168;
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const FLAG_BRANCH = 0x01;
const FLAG_LEAF = 0x02;
const FLAG_OVERFLOW = 0x04;
const FLAG_META = 0x08;
const NODE_OVERFLOWS = 0x01;
const NODE_HEADER = 8;
const NO_PAGE = 2n ** 64n - 1n;
const MOST_DEPTH = 32;
/** How many pages there may be for each that the file has: the last ones are missing where nobody uses them. */
const MOST_MISSING = 16;
/** How much is read at once. */
const CHUNK_BYTES = 4 * 1024 * 1024;

interface Tree {
  readonly depth: number;
  /** Absent where the tree is empty. */
  readonly root: number | undefined;
}

interface Meta {
  readonly pageSize: number;
  readonly transaction: bigint;
  readonly pages: number;
  readonly free: Tree;
  readonly main: Tree;
}

/** The file cannot have been left behind by the database. */
class Damage extends Error {}

/**
 * Looks whether a database can be opened without harm. LMDB believes what it reads: a child beyond the end of the file
 * ends the process. So every page that it could come by is looked at before: that it is of the kind that is expected
 * there, that what it holds lies within it, that no page has two uses. Values are not looked at, and neither is what does
 * no harm, like a page without a use or a wrong count.
 *
 * Reads the file once, from its beginning to its end, with little memory.
 */
export function checkPages(file: string): Finding {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size === 0) return { kind: 'empty' };
    new PageCheck(descriptor, size).run();
    return { kind: 'sound' };
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return { kind: 'damaged', reason: error.message };
  } finally {
    closeSync(descriptor);
  }
}

class PageCheck {
  readonly #meta: Meta;
  /** By page, whether it has a use. */
  readonly #used: Uint8Array;
  #chunk = Buffer.alloc(0);
  #chunkStart = 0;

  constructor(
    private readonly descriptor: number,
    private readonly size: number,
  ) {
    this.#meta = this.#readMeta();
    this.#used = new Uint8Array(this.#meta.pages).fill(1, 0, 2);
  }

  run(): void {
    this.#checkTree(this.#meta.main, undefined);
    this.#checkTree(this.#meta.free, (list) => this.#useFree(list));
  }

  #readMeta(): Meta {
    const first = this.#metaAt(0);
    const second = this.#metaAt(first.pageSize);
    if (first.pageSize !== second.pageSize)
      throw new Damage('its two beginnings differ in the size of a page');
    return second.transaction > first.transaction ? second : first;
  }

  #metaAt(offset: number): Meta {
    const bytes = this.#read(offset, META_BYTES);
    if (bytes.readUInt16LE(18) !== FLAG_META || bytes.readUInt32LE(24) !== MAGIC)
      throw new Damage('it does not begin as a database');
    if (bytes.readUInt32LE(28) !== DATA_VERSION) throw new Damage(`its version is ${bytes.readUInt32LE(28)}`);
    const pageSize = bytes.readUInt32LE(48);
    if (pageSize < 256 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0)
      throw new Damage(`its pages have ${pageSize} bytes`);
    const pages = numberAt(bytes, 144) + 1;
    const mapSize = numberAt(bytes, 40);
    if (
      pages > MOST_MISSING * (this.size / pageSize + 2 ** 16) ||
      mapSize < pages * pageSize ||
      mapSize > 2 ** 46
    ) {
      throw new Damage(`it should have ${pages} pages of ${mapSize} bytes, and has ${this.size} bytes`);
    }
    return {
      pageSize,
      transaction: bytes.readBigUInt64LE(152),
      pages,
      free: treeAt(bytes, 48),
      main: treeAt(bytes, 96),
    };
  }

  /** Walks down level by level, each in the order of the file. */
  #checkTree(tree: Tree, onValue: ((value: Buffer) => void) | undefined): void {
    if (tree.depth > MOST_DEPTH || (tree.depth === 0) !== (tree.root === undefined))
      throw new Damage(`a tree is ${tree.depth} levels deep`);
    let level: number[] = tree.root === undefined ? [] : [tree.root];
    for (const page of level) this.#use(page);
    for (let depth = 1; depth < tree.depth; depth++) {
      const below: number[] = [];
      for (const page of level) this.#checkBranch(page, below);
      level = below.sort((a, b) => a - b);
    }
    const overflows: [page: number, pages: number, size: number][] = [];
    for (const page of level) this.#checkLeaf(page, overflows, onValue);
    overflows.sort(([a], [b]) => a - b);
    for (const [page, pages, size] of overflows) {
      this.#checkOverflow(page, pages, size, onValue);
    }
  }

  #checkBranch(page: number, below: number[]): void {
    const bytes = this.#page(page, FLAG_BRANCH);
    this.#checkNodes(page, bytes, (node) => {
      const child = bytes.readUIntLE(node, 6);
      this.#use(child);
      below.push(child);
      return NODE_HEADER + bytes.readUInt16LE(node + 6);
    });
  }

  #checkLeaf(
    page: number,
    overflows: [number, number, number][],
    onValue: ((value: Buffer) => void) | undefined,
  ): void {
    const bytes = this.#page(page, FLAG_LEAF);
    this.#checkNodes(page, bytes, (node) => {
      const size = bytes.readUInt32LE(node);
      const flags = bytes.readUInt16LE(node + 4);
      const value = node + NODE_HEADER + bytes.readUInt16LE(node + 6);
      if (flags === 0) {
        if (value + size > bytes.length) throw new Damage(`page ${page} holds a value that does not fit`);
        onValue?.(bytes.subarray(value, value + size));
        return value + size - node;
      }
      if (flags !== NODE_OVERFLOWS || value + 24 > bytes.length)
        throw new Damage(`page ${page} holds a value of an unknown kind`);
      const [first, pages] = [numberAt(bytes, value), numberAt(bytes, value + 16)];
      // A shorter value may have taken the place of a longer one.
      if (pages < Math.ceil((HEADER + size) / bytes.length))
        throw new Damage(`page ${page} refers to ${pages} pages`);
      for (let i = 0; i < pages; i++) this.#use(first + i);
      overflows.push([first, pages, size]);
      return value + 24 - node;
    });
  }

  /** Looks at each node of a page; together they fill it from `upper` on. */
  #checkNodes(page: number, bytes: Buffer, sizeOfNode: (node: number) => number): void {
    const [lower, upper] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22)];
    const room = bytes.length - HEADER;
    if (lower > upper || upper > room || lower % 2 !== 0 || upper % 2 !== 0 || lower === 0)
      throw new Damage(`page ${page} is torn`);
    let filled = 0;
    for (let i = 0; i < lower; i += 2) {
      const offset = bytes.readUInt16LE(HEADER + i);
      const node = offset + HEADER;
      if (offset < upper || offset % 2 !== 0 || node + NODE_HEADER > bytes.length)
        throw new Damage(`page ${page} holds a node that is not in it`);
      const size = sizeOfNode(node);
      if (node + size > bytes.length) throw new Damage(`page ${page} holds a node that does not fit`);
      filled += size + (size % 2);
    }
    if (filled !== room - upper)
      throw new Damage(`page ${page} holds nodes of ${filled} bytes in ${room - upper}`);
  }

  #checkOverflow(
    page: number,
    pages: number,
    size: number,
    onValue: ((value: Buffer) => void) | undefined,
  ): void {
    const { pageSize } = this.#meta;
    const header = this.#read(page * pageSize, HEADER);
    this.#checkAge(page, header);
    if (
      numberAt(header, 0) !== page ||
      header.readUInt16LE(18) !== FLAG_OVERFLOW ||
      header.readUInt32LE(20) !== pages
    ) {
      throw new Damage(`page ${page} is not the beginning of a long value`);
    }
    if ((page + pages) * pageSize > this.size) throw new Damage(`page ${page} goes on beyond the end`);
    if (onValue !== undefined) onValue(Buffer.from(this.#read(page * pageSize + HEADER, size)));
  }

  /** A list of free pages: how many numbers follow, then the numbers; minus n says that n pages follow from the next on. */
  #useFree(list: Buffer): void {
    if (list.length < 8 || list.length % 8 !== 0) throw new Damage('a list of free pages is cut');
    const count = numberAt(list, 0);
    if (8 * (count + 1) > list.length) throw new Damage('a list of free pages is too short');
    for (let at = 8; at < 8 * (count + 1); at += 8) {
      const number = list.readBigInt64LE(at);
      if (number === 0n) continue;
      if (number > 0n) this.#use(Number(number));
      else {
        at += 8;
        if (at >= 8 * (count + 1) || number < BigInt(-this.#used.length))
          throw new Damage('a list of free pages is torn');
        const first = numberAt(list, at);
        for (let i = 0; i < Number(-number); i++) this.#use(first + i);
      }
    }
  }

  /** A page of a transaction to come is taken for a copy of its own by that one, which writes to it where it stands. */
  #checkAge(page: number, header: Buffer): void {
    if (header.readBigUInt64LE(8) > this.#meta.transaction)
      throw new Damage(`page ${page} is of a later time`);
  }

  #use(page: number): void {
    if (!(page < this.#used.length)) throw new Damage(`page ${page} does not exist`);
    if (this.#used[page] === 1) throw new Damage(`page ${page} has two uses`);
    this.#used[page] = 1;
  }

  #page(page: number, flag: number): Buffer {
    const bytes = this.#read(page * this.#meta.pageSize, this.#meta.pageSize);
    this.#checkAge(page, bytes);
    if (numberAt(bytes, 0) !== page || bytes.readUInt16LE(18) !== flag)
      throw new Damage(`page ${page} is another one`);
    return bytes;
  }

  #read(offset: number, length: number): Buffer {
    if (offset + length > this.size) throw new Damage(`it ends after ${this.size} bytes`);
    const start = offset - this.#chunkStart;
    if (start < 0 || start + length > this.#chunk.length) this.#fill(offset, length);
    const from = offset - this.#chunkStart;
    return this.#chunk.subarray(from, from + length);
  }

  #fill(offset: number, length: number): void {
    const wanted = Math.min(Math.max(length, CHUNK_BYTES), this.size - offset);
    // What was handed out before lies in the old buffer, and is no more in use but for long lists.
    if (this.#chunk.length !== wanted) this.#chunk = Buffer.alloc(wanted);
    for (let at = 0; at < wanted; ) {
      const read = readSync(this.descriptor, this.#chunk, at, wanted - at, offset + at);
      if (read === 0) throw new Damage(`it ends after ${offset + at} bytes`);
      at += read;
    }
    this.#chunkStart = offset;
  }
}

function treeAt(bytes: Buffer, at: number): Tree {
  const root = bytes.readBigUInt64LE(at + 40);
  return {
    depth: bytes.readUInt16LE(at + 6),
    root: root === NO_PAGE ? undefined : Number(root),
  };
}

/** A number of 64 bits; what is too large for a number comes out as `Infinity`, which fits nowhere. */
function numberAt(bytes: Buffer, at: number): number {
  const number = bytes.readUIntLE(at, 6);
  return bytes.readUInt16LE(at + 6) === 0 ? number : Number.POSITIVE_INFINITY;
}
