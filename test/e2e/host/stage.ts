import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandbox } from '../../sandbox/server';
import { listFlows } from './flows';
import type { Flow } from './flows';
import { ensureN8n } from './install';
import type { InstalledN8n, Log } from './install';
import { installPackage, requireBuild } from './package';
import { filesFolder, startN8n } from './process';
import type { RunningN8n } from './process';
import { N8nClient, N8nError } from './rest';
import type { StoredWorkflow } from './rest';
import { SandboxControl } from './sandbox';
import type { SandboxServer } from './sandbox';
import { foldersOf, startsByItself, withChoices, withCredentials, withFolder, withSettings } from './template';
import type { SettingValue, StoredCredential, Template } from './template';

export interface StageOptions {
  log: Log;
  /** Package under test: package.json, dist and workflows. */
  root?: string;
  version?: string;
  /** A folder to keep between stages; without it a fresh one is used and removed. */
  userFolder?: string;
  port?: number;
  sandboxPort?: number;
  env?: Record<string, string>;
  /** Instead of the sandbox of the package under test. */
  sandbox?: SandboxServer;
}

export interface ImportOptions {
  settings?: (flow: Flow) => Record<string, SettingValue>;
  /** Changes after the settings, such as an extra trigger. */
  change?: (template: Template, flow: Flow) => Template;
  /** `checked`: published and taken back, so that publishing is proven and no schedule runs beside a run by hand. */
  publish?: 'yes' | 'checked' | 'no';
}

export interface StagedFlow extends Flow {
  id: string;
}

export const repositoryRoot = resolve(__dirname, '..', '..', '..');

/** A real n8n with the package installed and the sandbox behind it. */
export class Stage {
  readonly flows: StagedFlow[] = [];

  private constructor(
    readonly root: string,
    readonly userFolder: string,
    readonly sandbox: SandboxServer,
    readonly control: SandboxControl,
    readonly client: N8nClient,
    readonly credentials: StoredCredential[],
    private readonly installed: InstalledN8n,
    private readonly options: StageOptions,
    private process: RunningN8n,
  ) {}

  static async open(options: StageOptions): Promise<Stage> {
    const { log, root = repositoryRoot } = options;
    requireBuild(root);
    const installed = await ensureN8n(options.version, { log });
    const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'channel-sync-n8n-'));
    const sandbox = options.sandbox ?? (await startSandbox({ port: options.sandboxPort }));
    let started: RunningN8n | undefined;
    try {
      await installPackage(root, userFolder);
      log(`Sandbox at ${sandbox.url}; starting n8n ${installed.version}.`);
      started = await startN8n({ ...installed, userFolder, port: options.port, env: options.env });
      await started.waitUntilReady();
      const client = new N8nClient(started.url);
      await client.signIn();
      const control = new SandboxControl(sandbox.url);
      const credentials = await createCredentials(client, control, log);
      if ((await control.rooms()).includes('hyreka')) await control.control('hyreka', 'folder', { path: join(filesFolder(userFolder), 'hyreka') });
      log(`n8n at ${started.url} with ${credentials.length} credentials.`);
      return new Stage(root, userFolder, sandbox, control, client, credentials, installed, options, started);
    } catch (error) {
      await started?.kill();
      await sandbox.close();
      if (!options.userFolder) rmSync(userFolder, { recursive: true, force: true });
      throw error;
    }
  }

  get n8n(): RunningN8n {
    return this.process;
  }

  get filesFolder(): string {
    return filesFolder(this.userFolder);
  }

  async importAll(options: ImportOptions = {}): Promise<StagedFlow[]> {
    for (const flow of listFlows(join(this.root, 'workflows'))) await this.import(flow, options);
    return this.flows;
  }

  async import(flow: Flow, { settings, change, publish = 'no' }: ImportOptions = {}): Promise<StagedFlow> {
    const choices = Object.fromEntries((await this.control.facts()).map(({ name, choices: chosen = {} }) => [name, chosen]));
    const chosen = withChoices(withFolder(flow.template, this.filesFolder), choices);
    const configured = withSettings(chosen, settings?.(flow) ?? {});
    // The steps of such a flow tell the operator to.
    for (const folder of foldersOf(configured, this.filesFolder)) mkdirSync(folder, { recursive: true });
    const changed = change?.(configured, flow) ?? configured;
    const { id } = await this.save(withCredentials(changed, this.credentials));
    const published = publish !== 'no' && startsByItself(changed);
    if (published) await this.client.publish(id);
    if (published && publish === 'checked') await this.client.unpublish(id);
    const staged = { ...flow, template: changed, id };
    this.flows.push(staged);
    return staged;
  }

  /** What an operator would choose from the lists of these accounts, by channel. */
  /** A kept folder already has the workflow; importing again would leave two that share one checkpoint. */
  private async save(template: Template): Promise<StoredWorkflow> {
    const existing = (await this.client.listWorkflows()).find(({ name }) => name === template.name);
    return existing ? await this.client.updateWorkflow(existing.id, template) : await this.client.createWorkflow(template);
  }

  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** On the same port, so that the client's session and every webhook URL stay valid. */
  async startAgain(): Promise<void> {
    const { userFolder, options, installed } = this;
    this.process = await startN8n({ ...installed, userFolder, port: this.process.port, env: options.env });
    await this.process.waitUntilReady();
  }

  async close(): Promise<void> {
    await this.process.stop();
    await this.sandbox.close();
    if (!this.options.userFolder) rmSync(this.userFolder, { recursive: true, force: true });
  }
}

/** Replaced and not updated in a kept folder: the sandbox has a new port and so every base URL changes. */
async function createCredentials(client: N8nClient, control: SandboxControl, log: Log): Promise<StoredCredential[]> {
  const wanted = await control.credentials();
  for (const { id, name, type } of await client.listCredentials()) {
    if (wanted.some((credential) => credential.name === name && credential.type === type)) await client.deleteCredential(id);
  }
  const created: StoredCredential[] = [];
  for (const credential of wanted) {
    try {
      created.push(await client.createCredential(credential));
    } catch (error) {
      // A vendor the sandbox plays may have no node yet; a template that needs the credential says so on import.
      if (!(error instanceof N8nError && error.message.includes('Unrecognized credential type'))) throw error;
      log(`n8n knows no credential type ${credential.type}; "${credential.name}" is left out.`);
    }
  }
  return created;
}
