import axios from 'axios';
import type { Fault } from '../../sandbox/faults';

export interface DemoCredential {
  type: string;
  name: string;
  data: Record<string, unknown>;
}

/** What the stage needs of a sandbox, wherever it runs. */
export interface SandboxServer {
  url: string;
  close(): Promise<void>;
}

/** Records by their number at the origin: those a system has to hand over, and those it was handed, repeats included. */
export interface Delivery {
  outgoing: string[];
  incoming: string[];
}

export interface SeenRequest {
  method: string;
  path: string;
  status: number;
}

/** What a room tells of itself (`Room` of the sandbox). */
export interface RoomFacts {
  name: string;
  choices?: Record<string, string>;
  records?: number;
}

/** What moves between two systems. */
export type What = 'orders' | 'shipments' | 'stock' | 'purchaseOrders' | 'returns';

/** The sandbox's control routes: what the vendors hold and what they were asked, seen from outside n8n. */
export class SandboxControl {
  private readonly http;

  constructor(url: string) {
    this.http = axios.create({ baseURL: `${url}/_sandbox`, proxy: false, timeout: 30_000 });
  }

  async rooms(): Promise<string[]> {
    return (await this.facts()).map(({ name }) => name);
  }

  async facts(): Promise<RoomFacts[]> {
    return (await this.http.get<RoomFacts[]>('/rooms')).data;
  }

  async assume(channel: string, answers: Record<string, string>): Promise<void> {
    await this.http.post(`/${channel}/assume`, answers);
  }

  /** What an operator would fill in to reach these vendors. */
  async credentials(): Promise<DemoCredential[]> {
    const perRoom: DemoCredential[][] = [];
    for (const room of await this.rooms()) perRoom.push((await this.http.get<DemoCredential[]>(`/${room}/credentials`)).data);
    return perRoom.flat();
  }

  async reset(): Promise<void> {
    await this.http.post('/reset');
  }

  async seed(channel: string, what: Record<string, number | unknown[]>): Promise<void> {
    await this.http.post(`/${channel}/seed`, what);
  }

  async fault(channel: string, fault: Partial<Fault> & Pick<Fault, 'kind'>): Promise<void> {
    await this.http.post(`/${channel}/faults`, fault);
  }

  async clearFaults(channel: string): Promise<void> {
    await this.http.delete(`/${channel}/faults`);
  }

  async requests(channel: string): Promise<SeenRequest[]> {
    return (await this.http.get<SeenRequest[]>(`/${channel}/requests`)).data;
  }

  /** Messages that flows sent to a person. */
  async inbox(): Promise<Array<{ time: string; message: unknown }>> {
    return (await this.http.get<Array<{ time: string; message: unknown }>>('/inbox')).data;
  }

  async state<T = Record<string, unknown>>(channel: string): Promise<T> {
    return (await this.http.get<T>(`/${channel}/state`)).data;
  }

  /** Missing lists would make every run look complete, so they are an error and not an empty list. */
  async delivery(channel: string, what: What): Promise<Delivery> {
    const { sync } = await this.state<{ sync?: Partial<Record<string, Partial<Delivery>>> }>(channel);
    const { outgoing, incoming } = sync?.[what] ?? {};
    if (!Array.isArray(outgoing) || !Array.isArray(incoming)) {
      throw new Error(`The sandbox state of ${channel} has no sync.${what}.outgoing and sync.${what}.incoming lists.`);
    }
    return { outgoing, incoming };
  }

  /** The calls by which such a record is stored at this vendor: a pattern for `METHOD path` as the request log has it. */
  async writePath(channel: string, what: What): Promise<string> {
    const { sync } = await this.state<{ sync?: Partial<Record<string, { writePath?: string }>> }>(channel);
    const found = sync?.[what]?.writePath;
    if (!found) throw new Error(`The room ${channel} does not say by which call it stores ${what}.`);
    return found;
  }

  /** A control verb of one room. */
  async control(channel: string, verb: string, body: object): Promise<void> {
    await this.http.post(`/${channel}/${verb}`, body);
  }

  async forgetRequests(channel: string): Promise<void> {
    await this.http.delete(`/${channel}/requests`);
  }
}
