import type { Placed } from './assemble';
import { sticky } from './nodes';
import type { Setting } from './types';

const YELLOW = 1;

export interface Notes {
  title: string;
  summary: string;
  steps: readonly string[];
  /** Explained one by one; none for a flow without settings. */
  settings?: readonly Setting[];
}

/** The note beside the start: what the operator does, in numbered steps, and what each setting means. */
export function readMe({ title, summary, steps, settings = [] }: Notes, height: number): Placed {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const meanings = settings.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n');
  const text = [`## ${title}\n${summary}`, numbered, ...(settings.length > 0 ? [`### Settings\n${meanings}`] : [])].join('\n\n');
  return { draft: sticky('Read Me', text, 620, height, YELLOW), at: [-3.1, -0.6] };
}
