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

/** What the operator does, in numbered steps, and what each setting means. */
export function textOf({ title, summary, steps, settings = [] }: Notes): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const meanings = settings.map(({ name, meaning }) => `- **${name}**: ${meaning}`).join('\n');
  return [`## ${title}\n${summary}`, numbered, ...(settings.length > 0 ? [`### Settings\n${meanings}`] : [])].join('\n\n');
}

/** The note beside the start. */
export const readMe = (notes: Notes, height: number): Placed => ({ draft: sticky('Read Me', textOf(notes), 620, height, YELLOW), at: [-3.1, -0.6] });
