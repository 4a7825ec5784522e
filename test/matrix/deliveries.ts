/** What a source gives: read off its own records, not declared. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runScene } from '../conformance/support/attempt';
import { deskOf } from '../conformance/support/check';
import { operationsOf } from '../conformance/support/discover';
import { leavesOf, type Source } from './carriers';

const ENOUGH = 40;

/** What a read loads besides unless the operator switches it off; a scene that counts calls may have done so. */
const loads = ({ of, key }: Source): IDataObject =>
  Object.fromEntries(operationsOf(of).find((one) => one.key === key)?.operation.fields.flatMap(({ name, type, default: usual }) => (type === 'boolean' && usual === true ? [[name, true]] : [])) ?? []);

/** Names of the values a source gives. */
export async function pathsOf(source: Source): Promise<Set<string>> {
  const { of, key, fixture } = source;
  const desk = deskOf(of.fixture?.room ?? '');
  await desk.begin();
  const scene = await fixture.scene(desk, ENOUGH);
  const { rows, errors } = await runScene(desk, await desk.vault(), of.node, key.split(':'), scene, loads(source) as INodeParameters);
  if (rows.length === 0) throw new Error(`${of.folder} gave nothing: ${errors.map(({ message }) => message).join('; ')}`);
  return new Set(rows.flatMap(({ json }: { json: IDataObject }) => leavesOf(json).map(({ path }) => path)));
}
