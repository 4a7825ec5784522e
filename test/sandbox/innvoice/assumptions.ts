import type { Assumption } from '../room';

/** innvoice.md §7 as far as a caller can meet it; the first answer is what every test runs with. */
export const ASSUMPTIONS: Assumption[] = [
  { point: 'error-status', question: 'HTTP status of a refusal', answers: ['200', '4xx'] },
  { point: 'wrong-password', question: 'HTTP status with a wrong password', answers: ['401', '200'] },
  { point: 'several-per-post', question: 'Does POST /invoice take several <invoice>?', answers: ['refused', 'accepted'] },
  { point: 'proforma-root', question: 'Element below the root in answers about a proforma', answers: ['proforma_invoice', 'invoice'] },
  { point: 'proforma-number', question: 'Does the answer of a proforma carry Sorszam?', answers: ['absent', 'present'] },
  { point: 'draft-number', question: 'Does the answer of a draft carry Sorszam?', answers: ['absent', 'present'] },
  { point: 'decimal-separator', question: 'Separator of decimals in EgysegAr and Mennyiseg', answers: ['point', 'comma'] },
  { point: 'line-sku', question: 'Does CikkSzam on a line of a closed invoice book stock?', answers: ['ignored', 'books'] },
  { point: 'name-elements', question: 'Do price groups and warehouses carry Arcsoport_Nev and Raktar_Nev?', answers: ['present', 'absent'] },
  { point: 'product-group', question: 'Does a product carry its group, and under which name?', answers: ['absent', 'Termekcsoport'] },
];
