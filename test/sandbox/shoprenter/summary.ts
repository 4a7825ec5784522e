import { written } from './money';
import { quantityOf, stockOf, type Shop } from './store';

/** One shop as a test reads it. */
export function summary(shop: Shop): Record<string, unknown> {
  return {
    orders: [...shop.orders.values()].map(({ innerId, statusId, fields, lines, totals, history }) => ({
      innerId: String(innerId),
      status: shop.statuses.find((one) => one.innerId === statusId)?.role ?? 'cart',
      statusId,
      comment: fields.comment,
      total: written(totals.find(({ type }) => type === 'TOTAL')?.value ?? 0),
      lines: lines.map((line) => ({ sku: line.sku, quantity: quantityOf(line) })),
      history: history.map((one) => one.statusId),
    })),
    invoices: [...shop.invoices.values()].map(({ innerId, invoiceId, invoicePath, invoiceType, orderId }) => ({ innerId, invoiceId, invoicePath, invoiceType, order: String(orderId) })),
    products: [...shop.products.values()].map((product) => ({
      innerId: String(product.innerId),
      alias: product.alias,
      ...product.fields,
      stock: stockOf(product),
      taxClassId: product.taxClassId,
      name: product.descriptions.get(1)?.name,
      names: Object.fromEntries([...product.descriptions].map(([language, { name }]) => [language, name])),
      descriptions: Object.fromEntries(product.descriptions),
      categories: product.categories.map((id) => shop.categories.get(id)?.names.get(1)),
      specials: product.specials.map(({ fields, groupId }) => ({ ...fields, ...(groupId === undefined ? {} : { groupId }) })),
      groupPrices: Object.fromEntries(product.groupPrices),
      manufacturer: product.manufacturer,
    })),
    categories: [...shop.categories.values()].map(({ innerId, names, parentId }) => ({ innerId, name: names.get(1), names: Object.fromEntries(names), ...(parentId === undefined ? {} : { parentId }) })),
    webHooks: [...shop.webHooks.values()],
    statuses: shop.statuses,
  };
}
