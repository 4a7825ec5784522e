import type { Link, Placed, Splice } from '../assemble';
import { wrap } from '../expressions';
import type { LeasedFlow } from '../leased-flow';
import { emailFile, keepWhen, splitOut, uploadFtp, uploadNextcloud, writeFile } from '../nodes';
import { pageSetting } from '../page';

const SPLIT = 'Records in the File';

/**
 * Puts the target's files away before the books hear of what is in them: n8n works the upper branches first, and a file
 * that could not be written or sent ends the run. Written twice is seen by its name; not written at all would be lost.
 */
export function fileTarget({ intoFile, target }: LeasedFlow): { nodes: Placed[]; links: Link[]; splices: Splice[] } | undefined {
  if (!intoFile) return undefined;
  const { field, perRecord, name } = intoFile;
  const path = wrap(`${pageSetting('folder')}.replace(/[\\\\/]+$/, '') + '/' + ${name}`);
  const remote = wrap(`'/' + ${name}`);
  const isFiled = `Object.keys($binary).includes('${field}')`;
  const ways = [
    writeFile('Write to Disk', path, field),
    emailFile('E-mail the File', wrap(name), field),
    uploadFtp('Put on FTP', remote, field),
    uploadNextcloud('Put into Nextcloud', remote, field),
  ];
  const gate = 'With a File';
  return {
    nodes: [
      { draft: keepWhen(gate, wrap(isFiled)), at: [14.2, -1.6] },
      ...ways.map((draft, index): Placed => ({ draft, at: [15.2 + 1.1 * index, -1.6] })),
      ...(perRecord ? [] : [{ draft: splitOut(SPLIT, 'records'), at: [14.5, 0.1] as [number, number] }]),
    ],
    links: [{ from: target.name, to: gate }, ...ways.map((draft) => ({ from: gate, to: draft.name }))],
    splices: perRecord ? [] : [{ from: target.name, to: 'Done?', first: SPLIT, last: SPLIT }],
  };
}
