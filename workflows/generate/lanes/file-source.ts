import { chain, type Splice } from '../assemble';
import { wrap } from '../expressions';
import type { Lane, LeasedFlow } from '../leased-flow';
import { keepWhen, readFiles, stop, when } from '../nodes';
import { PAGE, pageSetting } from '../page';
import { isBookSource, isLaneSource, type ChannelStep } from '../types';

/** A source whose records stand in files on disk; a page belongs to one file. */
export interface FileSource extends Lane {
  splices: Splice[];
  source: ChannelStep;
  /** Expression parts: what the page read, its position and whether there is more, also where there was no file. */
  read: string;
  position: string;
  more: string;
}

const FIND = 'Find Files';
const FOUND = 'Any File?';
const TAKE = 'This File';

/** Names alone repeat themselves between folders. */
const pathOf = (item: string): string => `(${item}.binary.data.directory ?? '') + '/' + ${item}.json.fileName`;

const PATHS = `$('${FIND}').all().map((item) => ${pathOf('item')}).sort()`;

const SAVED = `JSON.parse(${PAGE}.position || '{}')`;

/** The file a walk through all of them has come to; one that is gone is passed over. */
const NEXT = `(${PATHS}.find((path) => path >= (${SAVED}.path ?? '')) ?? ${PATHS}.at(-1))`;

const THIS = `(${pathOf(`$('${TAKE}').first()`)})`;

/**
 * The file is read again for every page: a sub-execution has no files of another. Of a list that is exported anew each
 * time only the newest counts, by its name; of lists that add up every one does, in the order of their names.
 */
export function fileSource({ fromFiles, source }: LeasedFlow): FileSource | undefined {
  if (!fromFiles || isBookSource(source) || isLaneSource(source)) return undefined;
  const isEach = fromFiles.take === 'each';
  const mine = wrap(`(($binary.data.directory ?? '') + '/' + $json.fileName) === ${isEach ? NEXT : `${PATHS}.at(-1)`}`);
  const none = isEach ? 'Page Result' : 'No File There';
  const read = `($('${source.name}').isExecuted ? $('${source.name}').first().json : { items: [], position: '', more: false })`;
  const after = `${PATHS}.find((path) => path > ${THIS})`;
  const walk = `${read}.more ? JSON.stringify({ path: ${THIS}, inFile: ${read}.position }) : JSON.stringify(${after} ? { path: ${after} } : {})`;
  const inFile = wrap(`${SAVED}.path === ${THIS} ? (${SAVED}.inFile ?? '') : ''`);
  return {
    source: isEach ? { ...source, parameters: { ...source.parameters, position: inFile } } : source,
    read,
    position: isEach ? `$('${TAKE}').isExecuted ? (${walk}) : '{}'` : `${read}.position`,
    more: isEach ? `$('${TAKE}').isExecuted && (${read}.more || !!(${after}))` : `${read}.more`,
    nodes: [
      { draft: readFiles(FIND, wrap(pageSetting('files'))), at: [5.2, 0.2] },
      { draft: when(FOUND, { left: '={{ $json.fileName }}', is: 'exists' }), at: [5.9, 0.2] },
      { draft: keepWhen(TAKE, mine), at: [6.6, 0.2] },
      ...(isEach
        ? []
        : [
            {
              draft: stop(none, wrap(`'There is no file ' + ${pageSetting('files')} + '. Export it from Hyreka to that place, or correct files in Settings; n8n reads only below its folder for files (N8N_RESTRICT_FILE_ACCESS_TO).'`)),
              at: [6.6, 2.2] as [number, number],
            },
          ]),
    ],
    links: [...chain(FIND, FOUND, TAKE), { from: FOUND, to: none, output: 1 }],
    splices: [{ from: 'Lease Valid?', to: source.name, first: FIND, last: TAKE }],
  };
}
