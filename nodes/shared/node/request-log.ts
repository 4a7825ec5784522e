import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { SeenCall } from '../api/client';

/** A run of some thousand calls must not bear them all on one item. */
const MOST = 500;

/** The calls of one run of a node, for whoever asked for them. */
export class RequestLog {
  private readonly calls: SeenCall[] = [];

  constructor(private readonly wanted: boolean) {}

  readonly seen = (call: SeenCall): void => {
    if (this.wanted && this.calls.length < MOST) this.calls.push(call);
  };

  /** The items with the calls on the first one. An error item must keep `error` as its only key (see `errorItem`). */
  onto(items: INodeExecutionData[]): INodeExecutionData[] {
    const [first, ...others] = items;
    if (!first || this.calls.length === 0) return items;
    const requests = this.calls.map((call) => ({ ...call })) as IDataObject[];
    const { error } = first.json;
    const isError = Object.keys(first.json).length === 1 && typeof error === 'object' && error !== null;
    const json = isError ? { error: { ...(error as IDataObject), requests } } : { ...first.json, requests };
    return [{ ...first, json }, ...others];
  }
}
