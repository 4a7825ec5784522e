import { parseStartFrom } from '../shared/model';

/** UTC time of an operator's Start From (ISO or `YYYY-MM-DD HH-MM-SS`); undefined when empty. @throws ModelError */
export function startOf(text: string): string | undefined {
  return text.trim() === '' ? undefined : parseStartFrom(text);
}
