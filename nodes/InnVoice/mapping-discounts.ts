import { add, allocate, compare, decimal, negate, round, type Order, type OrderDiscount } from '../shared/model';
import { amountOf, onSide, type InvoiceLine, type LineSettings, type PriceForm } from './line-amounts';

/** Texts on the document, which is Hungarian. */
const DISCOUNT = 'Kedvezmény';
const COUPON = 'Kupon';

function textOf({ name, code, kind }: OrderDiscount): string {
  if (name !== undefined) return name;
  const word = kind === 'coupon' ? COUPON : DISCOUNT;
  return code === undefined ? word : `${word}: ${code}`;
}

interface Reduction {
  text: string;
  gross?: number;
  net?: number;
  /** The lines it lowers, whose rates it shares. */
  of: readonly InvoiceLine[];
}

/** The order's discounts on one line only itemise that line's own figure (model: OrderLine.discount). */
function reductions(order: Order, goods: readonly InvoiceLine[], charges: readonly InvoiceLine[]): Reduction[] {
  const found: Reduction[] = [];
  const itemised = new Set<string>();
  for (const line of order.lines) {
    if (line.discount === undefined) continue;
    itemised.add(line.id);
    const of = goods.filter(({ lineId }) => lineId === line.id);
    const amount = order.pricesIncludeTax ? { gross: line.discount } : { net: line.discount };
    if (of.length > 0) found.push({ text: `${DISCOUNT}: ${of[0]?.name}`, ...amount, of });
  }
  for (const discount of order.discounts ?? []) {
    if (itemised.has(discount.scope)) continue;
    const own = goods.filter(({ lineId }) => lineId === discount.scope);
    const shipping = discount.kind === 'shipping' && charges.length > 0 ? charges : goods;
    found.push({ text: textOf(discount), gross: discount.gross, net: discount.net, of: own.length > 0 ? own : shipping });
  }
  return found;
}

/** A discount over goods of several rates lowers each rate's share of the tax: one line for each, in proportion. */
function linesOf({ text, gross, net, of }: Reduction, form: PriceForm, settings: LineSettings): InvoiceLine[] {
  const given = (form.gross ? gross : net) ?? (form.gross ? net : gross) ?? 0;
  const sameSide = (form.gross ? gross : net) !== undefined;
  if (compare(given, 0) === 0) return [];
  const rates = [...new Set(of.map(({ rate }) => rate))];
  const weights = rates.map((rate) => of.filter((line) => line.rate === rate).reduce((sum, line) => add(sum, amountOf(line)), decimal(0)));
  const positive = weights.map((weight) => (compare(weight, 0) > 0 ? weight : decimal(0)));
  const parts = allocate(round(given, 4), positive, sameSide ? form.digits : 4);
  return rates.flatMap((rate, index) => {
    const part = parts[index] ?? 0;
    const known = sameSide === form.gross ? { gross: part } : { net: part };
    const price = round(onSide(known, rate, form.gross) ?? decimal(0), form.digits);
    if (compare(price, 0) === 0) return [];
    const vatText = of.find((line) => line.rate === rate)?.vatText ?? '';
    return [{ name: text, rate, vatText, gross: form.gross, unitPrice: negate(price), quantity: decimal(1), unit: settings.unit }];
  });
}

/** What is taken off, as lines below zero. */
export function discountLines(
  order: Order,
  goods: readonly InvoiceLine[],
  charges: readonly InvoiceLine[],
  form: PriceForm,
  settings: LineSettings,
): InvoiceLine[] {
  return reductions(order, goods, charges).flatMap((one) => linesOf(one, form, settings));
}
