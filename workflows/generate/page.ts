/** What a step of a flow may ask of the page it works on; only this file and the lanes know the engine's nodes. */
import type { Parameters } from './types';

/** Name of the node that hands a page to its sub-execution. */
export const PAGE_OF_WORK = 'Page of Work';

/** Expression part: the page being worked on. */
export const PAGE = `$('${PAGE_OF_WORK}').first().json`;

/** Expression part: a setting, as the page sees it. */
export const pageSetting = (name: string): string => `${PAGE}.settings.${name}`;

/** Expression part: a setting, in a flow without pages. */
export const ownSetting = (name: string): string => `$('Settings').first().json.${name}`;

/** Where the page begins. */
export const PAGE_POSITION = `={{ ${PAGE}.position }}`;

export const PAGE_SIZE = `={{ ${pageSetting('pageSize')} }}`;

/** What every page-by-page read of changes takes from the books and the settings. */
export const PAGE_BY_PAGE: Parameters = {
  pageByPage: true,
  position: PAGE_POSITION,
  startFrom: `={{ ${pageSetting('startFrom')} }}`,
  overlapMinutes: 5,
  pageSize: PAGE_SIZE,
};

/** The same for a list that is read whole every time. */
export const WHOLE_LIST: Parameters = { pageByPage: true, position: PAGE_POSITION, pageSize: PAGE_SIZE };
