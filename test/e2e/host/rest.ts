import axios from 'axios';
import type { AxiosInstance, Method } from 'axios';
import { setTimeout as pause } from 'node:timers/promises';
import { unflatten } from './flatted';
import { DataTables } from './tables';
import type { StoredCredential, Template } from './template';

export const demoLogin = { email: 'demo@example.com', password: 'ChannelSync1' };

export interface ExecutionSummary {
  id: string;
  workflowId: string;
  mode: string;
  status: string;
  startedAt: string;
  stoppedAt?: string;
}

export interface NodeRun {
  executionStatus?: string;
  error?: { message: string; description?: string };
  data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

export interface Execution extends ExecutionSummary {
  data: {
    resultData: { runData: Record<string, NodeRun[]>; error?: { message: string }; lastNodeExecuted?: string };
  };
}

export interface StoredWorkflow extends Template {
  id: string;
  active: boolean;
  versionId: string;
  activeVersionId: string | null;
}

export class N8nError extends Error {
  constructor(
    readonly status: number,
    readonly request: string,
    message: string,
  ) {
    super(`n8n answered ${status} to ${request}: ${message}`);
  }
}

/** The REST API the editor itself uses (routes as of n8n 2.8.4, `n8n/dist/**\/*.controller.js`). */
export class N8nClient {
  private readonly http: AxiosInstance;
  private readonly cookies = new Map<string, string>();
  readonly tables: DataTables;

  constructor(readonly url: string) {
    this.http = axios.create({ baseURL: url, timeout: 60_000, proxy: false, validateStatus: () => true });
    this.tables = new DataTables((method, path, body, query) => this.call(method, path, body, query));
  }

  async call<T>(method: Method, path: string, body?: unknown, query?: Record<string, unknown>): Promise<T> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { status, headers, data } = await this.http.request<{ data: T; message?: string }>({
      method,
      url: `/rest${path}`,
      data: body,
      params: query,
      headers: cookie ? { cookie } : {},
    });
    for (const line of headers['set-cookie'] ?? []) {
      const [pair] = line.split(';');
      this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    if (status >= 400) throw new N8nError(status, `${method} /rest${path}`, data?.message ?? JSON.stringify(data));
    return data.data;
  }

  /**
   * The first start of a folder needs an owner, later ones a login. The session is signed with the folder's encryption
   * key, so it outlives a restart on the same port; n8n allows five logins per minute.
   */
  async signIn(): Promise<void> {
    const { userManagement } = await this.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/settings');
    if (userManagement.showSetupOnFirstLoad) {
      await this.call('POST', '/owner/setup', { ...demoLogin, firstName: 'Demo', lastName: 'Owner' });
    } else {
      await this.call('POST', '/login', { emailOrLdapLoginId: demoLogin.email, password: demoLogin.password });
    }
  }

  sessionCookies(): Array<{ name: string; value: string }> {
    return [...this.cookies].map(([name, value]) => ({ name, value }));
  }

  async createCredential(credential: { type: string; name: string; data: Record<string, unknown> }): Promise<StoredCredential> {
    const { id, name, type } = await this.call<StoredCredential>('POST', '/credentials', credential);
    return { id, name, type };
  }

  async listCredentials(): Promise<StoredCredential[]> {
    return await this.call('GET', '/credentials');
  }

  async deleteCredential(id: string): Promise<void> {
    await this.call('DELETE', `/credentials/${id}`);
  }

  /** What the editor does after Save: the credential's own test request, with the stored values. */
  async testCredential(id: string): Promise<{ status: 'OK' | 'Error'; message: string }> {
    const stored = await this.call<StoredCredential & { data: unknown }>('GET', `/credentials/${id}`, undefined, { includeData: true });
    const { name, type, data } = stored;
    return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
  }

  async createWorkflow(template: Template): Promise<StoredWorkflow> {
    return await this.call('POST', '/workflows', template);
  }

  async updateWorkflow(id: string, template: Template): Promise<StoredWorkflow> {
    return await this.call('PATCH', `/workflows/${id}`, { ...template, id });
  }

  async listWorkflows(): Promise<StoredWorkflow[]> {
    return await this.call('GET', '/workflows');
  }

  async getWorkflow(id: string): Promise<StoredWorkflow> {
    return await this.call('GET', `/workflows/${id}`);
  }

  async deleteWorkflow(id: string): Promise<void> {
    await this.call('POST', `/workflows/${id}/archive`, {});
    // Newer n8n (seen on 2.41.1) takes a published workflow back after it has answered, and says 409 until then.
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.call('DELETE', `/workflows/${id}`);
      } catch (error) {
        if (!(error instanceof N8nError && error.status === 409 && tries < 40)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
  }

  /** The editor's Publish: refused while an enabled node lacks a required credential. */
  async publish(id: string): Promise<StoredWorkflow> {
    const { versionId } = await this.getWorkflow(id);
    return await this.call('POST', `/workflows/${id}/activate`, { versionId });
  }

  async unpublish(id: string): Promise<StoredWorkflow> {
    return await this.call('POST', `/workflows/${id}/deactivate`, {});
  }

  /**
   * The editor's Execute Workflow from one trigger. Pinned data would replace the nodes that carry it, so it is left out
   * unless asked for.
   */
  async startManually(id: string, trigger: string, { pinned = false } = {}): Promise<string> {
    const workflow = await this.getWorkflow(id);
    const workflowData = pinned ? workflow : { ...workflow, pinData: {} };
    const body = { workflowData, triggerToStartFrom: { name: trigger } };
    const { executionId } = await this.call<{ executionId?: string }>('POST', `/workflows/${id}/run`, body);
    if (!executionId) throw new Error(`"${trigger}" waits for a test event; start from a manual or schedule trigger instead.`);
    return executionId;
  }

  async runManually(id: string, trigger: string, options: { pinned?: boolean; timeoutMs?: number } = {}): Promise<Execution> {
    const executionId = await this.startManually(id, trigger, options);
    await this.waitForExecution(executionId, options.timeoutMs);
    return await this.getExecution(executionId);
  }

  /** A production run at a moment of our choosing, through the trigger that `withOnDemandTrigger` adds. */
  async callWebhook(path: string, body: unknown = {}, timeoutMs = 300_000): Promise<{ status: number; data: unknown }> {
    // Newer n8n (seen on 2.41.1) registers a published webhook a moment after publish has answered.
    const until = Date.now() + 10_000;
    for (;;) {
      const { status, data } = await this.http.post(`/webhook/${path}`, body, { timeout: timeoutMs });
      const notYet = status === 404 && String(data?.message).includes('not registered');
      if (!notYet || Date.now() > until) return { status, data };
      await pause(200);
    }
  }

  /** Newest first. An execution that was running when n8n was killed reads `crashed` once n8n is up again. */
  async listExecutions(filter: { workflowId?: string; status?: string[]; mode?: string } = {}, limit = 100): Promise<ExecutionSummary[]> {
    const { mode, ...sent } = filter;
    const query = { filter: JSON.stringify(sent), limit };
    const { results } = await this.call<{ results: ExecutionSummary[] }>('GET', '/executions', undefined, query);
    return results.filter((execution) => mode === undefined || execution.mode === mode);
  }

  async getExecution(id: string): Promise<Execution> {
    const execution = await this.storedExecution(id);
    return { ...execution, data: unflatten(execution.data) as Execution['data'] };
  }

  async waitForExecution(id: string, timeoutMs = 300_000): Promise<ExecutionSummary> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const execution = await this.storedExecution(id);
      if (!['new', 'running', 'waiting'].includes(execution.status)) return execution;
      if (Date.now() > until) throw new Error(`Execution ${id} is still ${execution.status} after ${timeoutMs / 1000} s.`);
      await pause(200);
    }
  }

  /** n8n answers 200 without content for one that a workflow's settings do not keep. */
  private async storedExecution(id: string): Promise<ExecutionSummary & { data: string }> {
    const execution = await this.call<(ExecutionSummary & { data: string }) | undefined>('GET', `/executions/${id}`);
    if (!execution) throw new Error(`Execution ${id} is not stored (its workflow keeps no data of such runs).`);
    return execution;
  }

  async stopExecution(id: string): Promise<void> {
    await this.call('POST', `/executions/${id}/stop`, {});
  }
}

/** The items a node handed on in its last run of an execution, all outputs together. */
export function outputOf(execution: Execution, node: string): Array<Record<string, unknown>> {
  const runs = execution.data.resultData.runData[node] ?? [];
  const outputs = runs[runs.length - 1]?.data?.main ?? [];
  return outputs.flatMap((items) => items ?? []).map(({ json }) => json);
}
