import type { Placed } from './assemble';
import { sticky } from './nodes';
import type { Setting } from './types';

const YELLOW = 1;
const WIDTH = 620;

export interface Notes {
  title: string;
  summary: string;
  steps: readonly string[];
  /** Explained one by one; none for a flow without settings. */
  settings?: readonly Setting[];
}

/** What the operator does, in numbered steps, and what each setting means. */
function textOf({ title, summary, steps, settings = [] }: Notes): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const meanings = settings.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n');
  return [`## ${title}\n${summary}`, numbered, ...(settings.length > 0 ? [`### Settings\n${meanings}`] : [])].join('\n\n');
}

/** The editor cuts off what does not fit, so that the height follows the text: about 80 letters a line. */
function heightOf(text: string): number {
  const lines = text.split('\n').map((line) => (line.startsWith('#') ? 46 : line === '' ? 8 : Math.ceil(line.length / 80) * 22 + 4));
  return Math.ceil(lines.reduce((sum, height) => sum + height, 40) / 20) * 20;
}

/** The note beside the start. */
export function readMe(notes: Notes): Placed {
  const text = textOf(notes);
  return { draft: sticky('Read Me', text, WIDTH, heightOf(text), YELLOW), at: [-3.1, -0.6] };
}
