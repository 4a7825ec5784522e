/** What a German desktop program takes a text file for: the letters of Windows-1252, semicolons, quotes doubled. */
const decoder = new TextDecoder('windows-1252');

export const windows1252 = (bytes: Uint8Array): string => decoder.decode(bytes);

export function cellsOf(content: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < content.length; at += 1) {
    const letter = content[at] as string;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (content[at + 1] === '"') cell += content[(at += 1)] as string;
      else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ';') {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  return cell === '' && row.length === 0 ? rows : [...rows, [...row, cell]];
}
