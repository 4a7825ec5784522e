/** n8n reads and writes below `~/.n8n-files` unless it is told otherwise. */
const FILES = '/home/node/.n8n-files';

/** Where the templates look for Hyreka's files. */
const FOLDER = `${FILES}/hyreka`;

export const ORDER_FOLDER = `${FOLDER}/orders`;
export const LABEL_FOLDER = `${FOLDER}/labels`;
export const LINNWORKS_LABEL_FOLDER = `${FILES}/linnworks/labels`;
export const DESPATCH_FILES = `${FOLDER}/despatch/*.csv`;
export const STOCK_FILES = `${FOLDER}/stock/*.csv`;

/** Labels of ShipStation, to be printed. */
export const SHIPSTATION_LABELS = `${FILES}/shipstation`;
