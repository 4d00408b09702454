import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../faults/random.js';

const PAGE = 4096;

/** Changes what a file holds; returns what it is to hold, or `undefined` where it is to be gone. */
type Change = (bytes: Buffer, random: Random) => Buffer | undefined;

interface DamagePlan {
  readonly what: string;
  /** Which of the files of the store may be hit. */
  readonly where: RegExp;
  readonly change: Change;
  /** Whether the file system does not tell of it: bits that rot leave the time of the last change as it was. */
  readonly isSilent?: true;
}

/** One way to damage a store that nobody has open. */
export interface Damage {
  readonly what: string;
  inflict(store: string, random: Random): void;
}

const flip = (bytes: Buffer, at: number, bit: number): void => {
  if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
};
const flipAnywhere =
  (times: number): Change =>
  (bytes, random) => {
    for (let i = 0; i < times; i++) flip(bytes, random.integer(0, bytes.length - 1), random.integer(0, 7));
    return bytes;
  };
const flipHeads: Change = (bytes, random) => {
  const page = random.integer(0, Math.max(0, bytes.length / PAGE - 1)) * PAGE;
  for (let i = 0; i < 4; i++)
    flip(bytes, Math.min(bytes.length - 1, page + random.integer(0, 80)), random.integer(0, 7));
  return bytes;
};
const cut: Change = (bytes, random) => bytes.subarray(0, random.integer(0, bytes.length));
const zeroPage: Change = (bytes, random) => {
  const page = random.integer(0, Math.max(0, bytes.length / PAGE - 1)) * PAGE;
  return bytes.fill(0, page, page + PAGE);
};
const swapPages: Change = (bytes, random) => {
  const [from, to] = [0, 0].map(() => random.integer(0, Math.max(0, bytes.length / PAGE - 1)) * PAGE);
  bytes.copy(bytes, to, from, (from as number) + PAGE);
  return bytes;
};
/** As after a write that came only half to the disk. */
const tear: Change = (bytes, random) => {
  const at = random.integer(0, Math.max(0, bytes.length - 512));
  return bytes.fill(random.integer(0, 255), at, at + 512);
};
const DATABASE = /^data\.mdb$/;
const VALUES = /^[0-9a-f]{64}$/;
const SMALL = /\.json$/;
const EVERYTHING = /./;

const plans: readonly DamagePlan[] = [
  { what: 'one bit of the database flipped', where: DATABASE, change: flipAnywhere(1) },
  { what: 'thirty bits of the database flipped', where: DATABASE, change: flipAnywhere(30) },
  { what: 'bits of the head of a page flipped', where: DATABASE, change: flipHeads },
  { what: 'bits flipped in silence', where: DATABASE, change: flipAnywhere(10), isSilent: true },
  {
    what: 'bits of the head of a page flipped in silence',
    where: DATABASE,
    change: flipHeads,
    isSilent: true,
  },
  { what: 'the database cut', where: DATABASE, change: cut },
  { what: 'the database empty', where: DATABASE, change: () => Buffer.alloc(0) },
  { what: 'a page of zeros', where: DATABASE, change: zeroPage },
  { what: 'one page in the place of another', where: DATABASE, change: swapPages },
  { what: 'a torn write', where: DATABASE, change: tear },
  { what: 'a bit of a large value flipped', where: VALUES, change: flipAnywhere(1) },
  { what: 'a large value cut', where: VALUES, change: cut },
  { what: 'a large value missing', where: VALUES, change: () => undefined },
  { what: 'a note beside the database flipped', where: SMALL, change: flipAnywhere(2) },
  { what: 'a note beside the database cut', where: SMALL, change: cut },
  { what: 'everything flipped somewhere', where: EVERYTHING, change: flipAnywhere(1) },
];

/** All ways that are tried. */
export const damages: readonly Damage[] = plans.map((plan) => ({
  what: plan.what,
  inflict(store, random) {
    const files = filesIn(store, plan.where);
    const isAll = plan.where === EVERYTHING;
    const hit = isAll || files.length === 0 ? files : [random.pick(files)];
    for (const file of hit) {
      if (plan.isSilent) inSilence(file, () => damage(file, plan.change, random));
      else damage(file, plan.change, random);
    }
  },
}));

function filesIn(store: string, where: RegExp): string[] {
  return readdirSync(store, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && where.test(file.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

function damage(file: string, change: Change, random: Random): void {
  const bytes = change(readFileSync(file), random);
  if (bytes === undefined) rmSync(file);
  else writeFileSync(file, bytes);
}

/** Leaves the time of a file as it was, with all its digits, which Node has not. */
function inSilence(file: string, act: () => void): void {
  const stand = `${file}.stand`;
  execFileSync('touch', ['-r', file, stand]);
  act();
  execFileSync('touch', ['-r', stand, file]);
  rmSync(stand);
}
