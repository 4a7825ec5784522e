/** Writers for the charsets that Node can only read; unknown characters become '?', as in real files (models#4888). */
const tables = new Map<string, Map<string, number[]>>();

/** 0x80 to 0x9F of windows-1252: some Node versions read these bytes as ISO-8859-1 (nodejs/node issue 56542). */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

export function encode(text: string, charset: string): Buffer {
  if (/^utf-8/i.test(charset)) return Buffer.from(text, 'utf8');
  const name = /^shift_jis$/i.test(charset) ? 'shift_jis' : 'windows-1252';
  const table = tableOf(name);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(table.get(character) ?? [0x3f]));
  }
  return Buffer.from(bytes);
}

function tableOf(name: string): Map<string, number[]> {
  const known = tables.get(name);
  if (known) return known;
  const table = new Map<string, number[]>();
  if (name === 'shift_jis') invertShiftJis(table);
  else {
    for (let byte = 0xa0; byte <= 0xff; byte += 1) table.set(String.fromCharCode(byte), [byte]);
    for (const [index, character] of [...CP1252].entries()) table.set(character, [0x80 + index]);
  }
  tables.set(name, table);
  return table;
}

function invertShiftJis(table: Map<string, number[]>): void {
  const decoder = new TextDecoder('shift_jis');
  const learn = (bytes: number[]) => {
    const read = decoder.decode(Uint8Array.from(bytes));
    if ([...read].length === 1 && read !== '\uFFFD' && !table.has(read)) table.set(read, bytes);
  };
  for (let first = 0xa1; first <= 0xdf; first += 1) learn([first]);
  for (let first = 0x81; first <= 0xef; first += 1) for (let second = 0x40; second <= 0xfc; second += 1) learn([first, second]);
}

/** What Content-Type says of a text in this charset (amazon.md §8.6). */
export interface Labelled {
  contentType: string;
  encode(text: string): Buffer;
}

export function labelled(answer: string): Labelled {
  switch (answer) {
    case 'windows-1252-unlabelled':
      return { contentType: 'text/plain', encode: (text) => encode(text, 'windows-1252') };
    case 'UTF-8-with-BOM':
      return { contentType: 'text/plain; charset=UTF-8', encode: (text) => encode(`\uFEFF${text}`, 'utf-8') };
    // Said to be ISO-8859-1, and windows-1252 in truth (amazon.md §8.6, jlevers#512).
    case 'ISO-8859-1':
      return { contentType: 'text/plain; charset=ISO-8859-1', encode: (text) => encode(text, 'windows-1252') };
    default:
      return { contentType: `text/plain; charset=${answer}`, encode: (text) => encode(text, answer) };
  }
}
