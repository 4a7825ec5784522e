import { xmlChild, xmlText, type XmlElement } from '../shared/format';
import { vendorAmount } from '../shared/model';

/** The element below a path of names; undefined where one of them is missing. */
export const at = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((found, name) => xmlChild(found, name), element);

/** Text below a path; undefined for a missing or blank one. */
export function textAt(element: XmlElement | undefined, ...path: [...string[], string]): string | undefined {
  return xmlText(at(element, ...path.slice(0, -1)), path.at(-1) as string);
}

/** An amount below a path. @throws ModelError where it is no number */
export const amountAt = (element: XmlElement | undefined, ...path: [...string[], string]): number | undefined => vendorAmount(textAt(element, ...path));

/** `yes`, `1` or `true`, depending on the node (unas.md §1). */
export const isOn = (text: string | undefined): boolean => ['yes', '1', 'true'].includes((text ?? '').toLowerCase());
