import { refused } from '../shared/api/problem';
import { compare, decimal, divide, round, subtract, type Decimal, type Order, type OrderCharge, type OrderLine } from '../shared/model';
import { EXACT, onSide, priceForm, type InvoiceLine, type LineSettings, type PriceForm } from './line-amounts';
import { rateNeeded } from '../shared/node/missing';
import { discountLines } from './mapping-discounts';
import { rateOf, vatText, type VatSettings } from './vat';

/** Texts on the document, which is Hungarian. */
const CHARGE_TEXTS: Readonly<Record<string, string>> = {
  shipping: 'Szállítási díj',
  paymentFee: 'Fizetési mód díja',
  cashOnDelivery: 'Utánvét díja',
  deposit: 'Betétdíj',
  giftWrap: 'Díszcsomagolás',
  handling: 'Kezelési költség',
};
const OTHER_CHARGE = 'Egyéb díj';

function unitOf(line: OrderLine, side: 'gross' | 'net'): Decimal | undefined {
  const [unit, whole] = side === 'gross' ? [line.unitGross, line.lineGross] : [line.unitNet, line.lineNet];
  if (unit !== undefined) return decimal(unit);
  return whole === undefined || line.quantity === 0 ? undefined : divide(whole, line.quantity, EXACT);
}

/** Net and gross of one and the same thing, of a unit or of the whole line. */
function taxedOf({ taxRate, lineNet, lineGross, unitNet, unitGross }: OrderLine) {
  return lineNet !== undefined && lineGross !== undefined ? { taxRate, net: lineNet, gross: lineGross } : { taxRate, net: unitNet, gross: unitGross };
}

function lineRate(line: OrderLine, order: Order, form: PriceForm, named: string): number {
  const rate = rateOf(taxedOf(line), form.smallest);
  if (rate !== undefined) return rate;
  throw rateNeeded(order, named);
}

const isBundle = ({ kind }: OrderLine): boolean => kind === 'bundleParent' || kind === 'bundlePart';

function goodsLine(line: OrderLine, order: Order, form: PriceForm, settings: LineSettings): InvoiceLine[] {
  const named = `line '${line.id}'`;
  const quantity = subtract(line.quantity, line.quantityCancelled ?? 0);
  if (compare(quantity, 0) <= 0) return [];
  const known = { gross: unitOf(line, 'gross'), net: unitOf(line, 'net') };
  if (known.gross === undefined && known.net === undefined) {
    if (isBundle(line)) return [];
    throw refused(`${named} has no price`, 'Give its price where the order comes from.');
  }
  const rate = lineRate(line, order, form, named);
  const price = onSide(known, rate, form.gross) ?? decimal(0);
  return [
    {
      name: line.name ?? line.sku ?? line.id,
      rate,
      vatText: vatText(rate, settings.vat, named),
      gross: form.gross,
      unitPrice: round(price, form.digits),
      quantity,
      unit: line.unit ?? settings.unit,
      sku: line.sku,
      gtin: line.gtin,
      lineId: line.id,
    },
  ];
}

/** The only rate of the goods; ancillary costs share the rate of what they belong to. */
function onlyRate(goods: readonly InvoiceLine[]): number | undefined {
  const [first, ...others] = new Set(goods.map(({ rate }) => rate));
  return others.length === 0 ? first : undefined;
}

const ofDeposits = (vat: VatSettings): VatSettings => ({ ...vat, zeroRate: vat.zeroRateOfDeposits || vat.zeroRate });

function chargeLine(charge: OrderCharge, form: PriceForm, settings: LineSettings, goods: readonly InvoiceLine[]): InvoiceLine[] {
  const named = `charge '${charge.kind}'`;
  if (compare(charge.gross ?? charge.net ?? 0, 0) === 0) return [];
  const rate = rateOf(charge, form.smallest) ?? onlyRate(goods);
  if (rate === undefined) {
    const nextStep = "Give the VAT rate where the order comes from, or fill in 'VAT Rate If Missing' in the node's options.";
    throw refused(`${named} has no 'taxRate', and the lines have several`, nextStep);
  }
  return [
    {
      name: charge.name ?? CHARGE_TEXTS[charge.kind] ?? OTHER_CHARGE,
      rate,
      vatText: vatText(rate, charge.kind === 'deposit' ? ofDeposits(settings.vat) : settings.vat, named),
      gross: form.gross,
      unitPrice: round(onSide(charge, rate, form.gross) ?? decimal(0), form.digits),
      quantity: decimal(1),
      unit: settings.unit,
    },
  ];
}

/**
 * Goods, then charges, then what is taken off: a document has no other place for them (innvoice.md §3).
 *
 * @throws Problem naming the line and what it lacks
 */
export function invoiceLines(order: Order, settings: LineSettings): InvoiceLine[] {
  const form = priceForm(order);
  const goods = order.lines.flatMap((line) => goodsLine(line, order, form, settings));
  if (goods.length === 0) throw refused('no line is left to invoice', 'Leave orders without goods out before this node.');
  const charges = (order.charges ?? []).flatMap((charge) => chargeLine(charge, form, settings, goods));
  return [...goods, ...charges, ...discountLines(order, goods, charges, form, settings)];
}
