/** Fifty stock levels as warehouses and shops really have them, each of an article of its own. */
import type { IDataObject } from 'n8n-workflow';

import { Marks, type Mark } from './marks';

export interface AwkwardLevel {
  what: string;
  level: IDataObject;
  marks: Mark[];
}

type Figures = { physical?: number; allocated?: number; available?: number };

const all = (physical: number, allocated = 0): Figures => ({ physical, allocated, available: Math.round((physical - allocated) * 1000) / 1000 });

const FIGURES: Array<[string, IDataObject]> = [
  ['nothing there', all(0)],
  ['one', all(1)],
  ['two', all(2)],
  ['a dozen', all(12)],
  ['ninety-nine', all(99)],
  ['a hundred', all(100)],
  ['a thousand less one', all(999)],
  ['ten thousand', all(10_000)],
  ['more than a small number holds', all(40_000)],
  ['a hundred thousand less one', all(99_999)],
  ['a hundred thousand', all(100_000)],
  ['a million', all(1_000_000)],
  ['some reserved', all(20, 5)],
  ['all reserved', all(20, 20)],
  ['oversold by one', all(20, 21)],
  ['oversold by many', all(3, 250)],
  ['reserved without a shelf', all(0, 4)],
  ['a shelf below zero', all(-3)],
  ['a shelf below zero and some reserved', all(-3, 2)],
  ['half a piece', all(0.5)],
  ['two and a half', all(2.5)],
  ['two and a half, a quarter reserved', all(2.5, 0.25)],
  ['a metre and three millimetres', all(1.003)],
  ['only what is free', { available: 7 }],
  ['only what is free, and none is', { available: 0 }],
  ['only what is free, oversold', { available: -2 }],
  ['only what is on the shelf', { physical: 8 }],
  ['an empty shelf', { physical: 0 }],
  ['shelf and reservations', { physical: 9, allocated: 4 }],
  ['reservations and what is free', { allocated: 4, available: 6 }],
  ['shelf and what is free', { physical: 9, available: 6 }],
  ['shelf and reservations of more', { physical: 4, allocated: 9 }],
  ['never runs out', { unlimited: true }],
  ['never runs out, though counted', { ...all(14), unlimited: true }],
  ['does run out', { ...all(15), unlimited: false }],
  ['ordered from suppliers', { ...all(16), incoming: 40 }],
  ['none there, some ordered', { ...all(0), incoming: 41 }],
  ['a reorder level', { ...all(17), minimum: 6 }],
  ['below its reorder level', { ...all(18), minimum: 60 }],
  ['as it was long ago', { ...all(19), asOf: '2019-12-31T23:59:59.999Z' }],
];

type Build = (marks: Marks) => [string, IDataObject];

/** What has words in it. */
const WORDS: Build[] = [
  (marks) => ['a place by its id', { ...all(21), location: marks.word('location') }],
  (marks) => ['a place by its name', { ...all(22), locationName: marks.text('locationName', 'Łódź – Halle 3') }],
  (marks) => ['a bin', { ...all(23, 1), bin: marks.text('bin', 'A-07/3') }],
  (marks) => [
    'everything at once',
    { ...all(24, 3), identity: { channel: 'matrix', account: 'main', id: 'art-24' }, location: marks.word('location'), locationName: marks.text('locationName', 'Main'), bin: marks.text('bin', 'B'), incoming: 5, minimum: 2, asOf: '2026-01-05T09:12:44.000Z', references: { binRack: 'r' }, extra: { Level: 24 } },
  ],
];

/** Articles that no target has. None has a comma: Amazon cannot be asked for such a one, and takes a quantity for it unseen (amazon.md §3.1). */
const STRANGE_SKUS = ['NOWHERE-1', 'Größe "M" & <weiß>', '00000', ' BLANK', "O'NEIL/7; blau", `LONG-${'X'.repeat(120)}`];

const bare = (value: unknown): IDataObject => JSON.parse(JSON.stringify(value)) as IDataObject;

/** Articles the target has to know. */
export const KNOWN_SKUS = FIGURES.length + WORDS.length;

/** @param skus that many articles the target knows */
export function awkwardLevels(skus: readonly string[]): AwkwardLevel[] {
  const figures = FIGURES.map(([what, told], index): AwkwardLevel => ({ what, level: { sku: skus[index] as string, ...told }, marks: [] }));
  const words = WORDS.map((build, index): AwkwardLevel => {
    const marks = new Marks(index);
    const [what, told] = build(marks);
    return { what, level: { sku: skus[FIGURES.length + index] as string, ...told }, marks: marks.made };
  });
  const strange = STRANGE_SKUS.map((sku): AwkwardLevel => ({ what: `an unknown article ${sku.slice(0, 20)}`, level: { sku, ...all(5) }, marks: [] }));
  return [...figures, ...words, ...strange].map((one) => ({ ...one, level: bare(one.level) }));
}
