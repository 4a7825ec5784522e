import { refused } from '../shared/api/problem';

/** A whole number of pieces; Mintsoft has no parts of one. @throws Problem */
export function wholePieces(quantity: number, subject: string): number {
  if (Number.isInteger(quantity)) return quantity;
  throw refused(`${subject}: Mintsoft takes whole pieces, not ${quantity}`, 'Correct the quantity where the record comes from.');
}
