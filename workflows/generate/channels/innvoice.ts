import { wrap } from '../expressions';
import { pageSetting, WHOLE_LIST } from '../page';
import type { ChannelStep, Parameters } from '../types';

const credential = { type: 'channelSyncInnVoiceApi', name: 'InnVoice account' };

/** Chosen from the list of the account; a template knows none. */
const NO_BOOK = { __rl: true, mode: 'list', value: '' };

/** What both the import and its dry run ask of a document. */
const document: Parameters = { resource: 'invoice', operation: 'import', invoiceBook: NO_BOOK, fulfilment: 'today', paid: 'asOrder' };

type SettingOf = (name: string) => string;

/** A word nobody knows makes drafts, which can be deleted. */
const documentOf = (setting: SettingOf): string =>
  wrap(`['invoice', 'proforma', 'proformaDraft'].includes(${setting('document')}) ? ${setting('document')} : 'draft'`);

/** The link of a document that is none of a draft's, kept until the source has it: it opens without a login. */
const linkOf = (setting: SettingOf): string =>
  wrap(
    `${setting('linkToShop')} && !$json.draft && $json.printUrl ? JSON.stringify({ url: $json.printUrl, number: $json.invoiceNumber ?? $json.targetId, type: $json.document }) : ''`,
  );

/**
 * Makes one document for each record; what kind stands in the settings. Its errors tell the books what happened: `refused` and `unavailable` were certainly
 * not made, `unknown` is an open question that is never handed over again on its own.
 */
export const innVoiceImport = (name: string, setting: SettingOf = pageSetting): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: {
    ...document,
    order: '={{ $json.record }}',
    document: documentOf(setting),
    sendEmail: wrap(setting('sendEmail')),
    stockBySku: wrap(setting('stockBySku')),
    zeroRate: wrap(setting('zeroVatReason')),
    dueDays: wrap(setting('dueDays')),
    options: { zeroRateOfDeposits: wrap(setting('zeroVatReasonOfDeposits')) },
  },
  remember: { link: linkOf(setting) },
});

/** Says for each order in `$json` which document would be made. */
export const innVoiceDryRun = (name: string): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: { ...document, document: 'draft', stockBySku: false, zeroRate: '', dueDays: 8, options: { zeroRateOfDeposits: '0% - ÁTK' }, order: '={{ $json }}', dryRun: true },
});

export const innVoiceBooks = (name: string): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: { resource: 'invoiceBook', operation: 'getAll', returnAll: true },
});

/** Products with the chosen prices, the whole catalogue page by page; state is a hash of what is handed on. */
export const innVoiceProducts = (name: string): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: {
    resource: 'product',
    operation: 'getAll',
    ...WHOLE_LIST,
    priceGroup: wrap(pageSetting('priceGroup')),
    specialPriceGroup: wrap(pageSetting('salePriceGroup')),
    excludeGroups: wrap(pageSetting('excludedGroups')),
  },
});

/** The sum of chosen warehouses, the whole catalogue page by page; state is the figure. */
export const innVoiceStock = (name: string): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: { resource: 'stock', operation: 'getAll', ...WHOLE_LIST, warehouses: wrap(pageSetting('warehouses')), levels: 'sum' },
});

/** A few products with all their prices and warehouses as InnVoice calls them. */
export const innVoiceProductSample = (name: string, limit: number): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: { resource: 'product', operation: 'getAll', pageByPage: false, returnAll: false, limit, priceGroup: '#1', specialPriceGroup: '', excludeGroups: '' },
});

/** A few stock levels, one for each warehouse, or their sum. */
export const innVoiceStockSample = (name: string, limit: number, levels: 'sum' | 'perWarehouse'): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: { resource: 'stock', operation: 'getAll', pageByPage: false, returnAll: false, limit, warehouses: [], levels },
});

/** One CSV file of all items, `$json` each, for InnVoice's own import. */
export const innVoiceFile = (name: string, content: 'products' | 'stock', setting: SettingOf): ChannelStep => ({
  name,
  node: 'innVoice',
  credential,
  parameters: {
    resource: 'file',
    operation: 'create',
    content,
    record: '={{ $json }}',
    ...(content === 'products' ? { priceGroup: wrap(setting('customerGroup')) } : { warehouse: wrap(setting('innVoiceWarehouse')) }),
  },
});
