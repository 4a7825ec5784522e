import { FormatError } from './errors';
import { parseXml, type XmlReadOptions, type XmlValue } from './xml';

/** One child of a document's root, found without building a tree of the whole. */
export interface XmlRecord {
  name: string;
  /** Where its text begins and ends. */
  start: number;
  end: number;
}

const CLOSING: Readonly<Record<string, string>> = { '<!--': '-->', '<![CDATA[': ']]>', '<?': '?>' };
const MARK = /<!--|<!\[CDATA\[|<\?|<!|<\/?([^\s/>]+)(?:"[^"]*"|'[^']*'|[^"'>])*>/gy;

const lineAt = (text: string, position: number): number => text.slice(0, position).split('\n').length;

function broken(text: string, position: number, what: string): FormatError {
  const line = lineAt(text, position);
  return new FormatError(`Not well-formed XML in line ${line}: ${what}`, 'bad-xml', line);
}

/**
 * The children of the root element one after the other, for documents too large for a tree (a catalogue of tens of MB).
 * Only the borders are looked for; {@link readXmlRecord} reads what lies between. Linear time, constant memory.
 * Throws FormatError where the document breaks off, declares a type, or does not nest.
 *
 * @param from where to go on: the `end` of a record of the same text
 */
export function* xmlRecords(text: string, from = 0): Generator<XmlRecord> {
  let depth = from > 0 ? 1 : 0;
  let ended = false;
  let open: { name: string; start: number } | undefined;
  let position = from;
  for (let at = text.indexOf('<', position); at >= 0; at = text.indexOf('<', position)) {
    MARK.lastIndex = at;
    const found = MARK.exec(text);
    if (!found) throw broken(text, at, 'a tag is never closed');
    const [mark, name] = found;
    position = at + mark.length;
    const closing = CLOSING[mark];
    if (closing !== undefined) {
      const end = text.indexOf(closing, position);
      if (end < 0) throw broken(text, at, `'${mark}' is never closed`);
      position = end + closing.length;
    } else if (name === undefined) {
      throw broken(text, at, 'a document type is declared, which is refused');
    } else if (mark.startsWith('</')) {
      depth -= 1;
      if (depth < 0) throw broken(text, at, `'${mark.slice(0, 40)}' closes nothing`);
      if (depth === 1 && open) {
        if (open.name !== name) throw broken(text, at, `'${open.name.slice(0, 40)}' is closed as '${name.slice(0, 40)}'`);
        yield { ...open, end: position };
        open = undefined;
      }
      ended = depth === 0;
    } else {
      if (ended) throw broken(text, at, 'it goes on after its end');
      const alone = mark.endsWith('/>');
      if (depth === 1 && alone) yield { name, start: at, end: position };
      if (depth === 1 && !alone) open = { name, start: at };
      if (depth === 0 && alone) ended = true;
      if (!alone) depth += 1;
    }
  }
  if (!ended) throw broken(text, text.length, 'it breaks off');
}

/** The element of one record, read like a document of its own: paths of `arrays` begin with its name. @throws FormatError */
export function readXmlRecord(text: string, record: XmlRecord, options: XmlReadOptions = {}): XmlValue {
  return parseXml(text.slice(record.start, record.end), options)[record.name] ?? '';
}
