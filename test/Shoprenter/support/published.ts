import type { INodeParameters } from 'n8n-workflow';

import type { Vault } from '../../support/n8n';
import { Published, type Trigger } from '../../support/published';

/** A body as n8n hands it on: multipart as `{data: {fields}, files: {}}`, forms as their fields (shoprenter.md §8). */
function parsed(contentType: string, text: string): unknown {
  if (text === '') return {};
  if (contentType.includes('json')) return JSON.parse(text);
  if (contentType.includes('urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const fields = text.split(`--${boundary}`).flatMap((part) => {
    const [, name = '', value = ''] = /name="([^"]*)"[^]*?\r\n\r\n([^]*)\r\n$/.exec(part) ?? [];
    return name === '' ? [] : [[name, value]];
  });
  return { data: Object.fromEntries(fields) as object, files: {} };
}

const TRIGGER: Trigger = { type: 'shoprenterTrigger', credential: 'channelSyncShoprenterApi', path: 'shoprenter', parse: parsed };

/** @param flow the workflow's id: memories of a process are kept apart by it */
export const openTrigger = async (vault: Vault, parameters: INodeParameters, flow: string): Promise<Published> => await Published.open(TRIGGER, vault, parameters, flow);
