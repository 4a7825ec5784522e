/** What a source gives: read off its own records, not declared. */
import type { IDataObject } from 'n8n-workflow';

import { runScene } from '../conformance/support/attempt';
import { deskOf } from '../conformance/support/check';
import { leavesOf, type Source } from './carriers';

const ENOUGH = 40;

/** Names of the values a source gives. */
export async function pathsOf({ of, key, fixture }: Source): Promise<Set<string>> {
  const desk = deskOf(of.fixture?.room ?? '');
  await desk.begin();
  const scene = await fixture.scene(desk, ENOUGH);
  const { rows, errors } = await runScene(desk, await desk.vault(), of.node, key.split(':'), scene);
  if (rows.length === 0) throw new Error(`${of.folder} gave nothing: ${errors.map(({ message }) => message).join('; ')}`);
  return new Set(rows.flatMap(({ json }: { json: IDataObject }) => leavesOf(json).map(({ path }) => path)));
}
