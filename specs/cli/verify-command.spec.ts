// `iml verify`: what is refused before anything starts, what is handed on and by whose word, and a tiny verification end to end.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PlanAhead, Verify } from '../../src/cli/command.ts';
import { iml } from '../../src/cli/iml.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import { OTHER_SETTINGS, sampleWith } from '../report/sample-document.ts';
import { ownFolder } from '../temporary-folder.ts';
import { somePrice } from './some-price.ts';
import { tinyConfiguration } from './tiny-configuration.ts';
import { tryTerminal } from './try-terminal.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('verify');
});

const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };

async function run(words: readonly string[], verify: Verify) {
  const terminal = tryTerminal({ currentFolder: folder });
  const code = await iml(words, { terminal, runtime, verify, planAhead: somePrice });
  return { code, ...terminal.printed() };
}

function recording() {
  const requests: VerifyRequest[] = [];
  const verify: Verify = async (request) => {
    requests.push(request);
    const { configuration } = request;
    return { ...sampleWith('reproduced'), ...(configuration === undefined ? {} : { configuration }) };
  };
  return { requests, verify };
}

const write = (name: string, value: unknown) =>
  writeFileSync(join(folder, name), typeof value === 'string' ? value : JSON.stringify(value));

describe('iml verify', () => {
  it('reads all files before anything starts, and tells all that is wrong with any', async () => {
    write('good.json', { extends: 'alias-text' });
    write('typo.json', { extends: 'alias-text', modle: {} });
    write('broken.json', '{');
    const { requests, verify } = recording();
    const { code, stderr } = await run(['verify', 'good.json', 'typo.json', 'broken.json', 'missing.json'], verify);
    expect(code).toBe(14);
    expect(requests).toEqual([]);
    expect(stderr).toContain('did you mean "model"?');
    expect(stderr).toContain('typo.json:1:');
    expect(stderr).toContain('broken.json:1:2');
    expect(stderr).toContain('missing.json');
  });

  it('hands the claims around the configuration on, and says in the report what was not asked', async () => {
    write('wide.json', {
      extends: 'digit-grid/symbols',
      model: { width: 96 },
      claims: { exclude: ['full-batch-iml'] },
    });
    const { requests, verify } = recording();
    const { code, stdout, stderr } = await run(['verify', 'wide.json', '--profile', 'quick'], verify);
    expect(code).toBe(0);
    const [request] = requests as [VerifyRequest];
    expect(request).toMatchObject({ profile: 'quick', firstSeed: 28_000, seeds: null, asked: ['verify', 'wide.json'] });
    expect(request.catalogue?.map(({ id }) => id)).toContain('full-batch-iml');
    expect(request.claims).not.toContain('full-batch-iml');
    expect(request.claims).toContain('iml-appears');
    expect(request.configuration).toMatchObject({ name: 'wide', extends: 'digit-grid/symbols' });
    expect(request.configuration?.unasked[0]).toEqual({
      claim: 'full-batch-iml',
      reason: 'not selected, by --claim or by the configuration',
    });
    expect(stdout).toContain('full-batch-iml: not selected, by --claim or by the configuration.');
    expect(stderr).toMatch(/^wide \(wide\.json\): 21 of 22 claims that apply are asked/);
    expect(readdirSync(join(folder, 'reports')).sort()).toEqual(['2026-11-23T10-40-12Z-wide', 'latest-wide']);
  });

  it('asks for the quick profile, and says the price of all files before it trains for any', async () => {
    write('one.json', { extends: 'alias-text' });
    write('two.json', { extends: 'digit-grid/symbols' });
    const { requests, verify } = recording();
    const terminal = tryTerminal({ currentFolder: folder });
    const said: string[] = [];
    const watched: Verify = async (request) => {
      said.push(terminal.printed().stderr);
      return await verify(request);
    };
    expect(
      await iml(['verify', 'one.json', 'two.json'], { terminal, runtime, verify: watched, planAhead: somePrice }),
    ).toBe(0);
    expect(requests.map(({ profile }) => profile)).toEqual(['quick', 'quick']);
    for (const name of ['one', 'two']) {
      expect(said[0]).toContain(
        `${name}: some 151 runs to train, in about 4 min here (nine times of ten within 5 min; 2 processes on wasm)`,
      );
    }
  });

  it('is stopped while it finds out the price', async () => {
    write('one.json', { extends: 'alias-text' });
    const { requests, verify } = recording();
    const terminal = tryTerminal({ currentFolder: folder });
    const cut: PlanAhead = async ({ signal }) => {
      terminal.interrupt();
      throw new Error(`the worker went away, ${signal?.aborted}`);
    };
    expect(await iml(['verify', 'one.json'], { terminal, runtime, verify, planAhead: cut })).toBe(130);
    expect([requests, terminal.printed().stderr]).toEqual([[], expect.stringContaining('iml: Interrupted.')]);
  });

  it('keeps the latest reports of several files beside each other, and none of a look at some claims', async () => {
    // A configuration may be called like the report of all.
    for (const name of ['wide', 'transfer'])
      write(`${name}.json`, { extends: 'digit-grid/symbols', model: { width: 96 } });
    const { verify } = recording();
    const latest = () =>
      readdirSync(join(folder, 'reports'))
        .filter((name) => name.includes('latest'))
        .sort();
    const some = await run(['verify', 'wide.json', 'transfer.json', '--claim', 'iml-appears'], verify);
    expect([some.code, latest()]).toEqual([0, []]);
    expect((await run(['verify', 'wide.json', 'transfer.json'], verify)).code).toBe(0);
    expect(latest()).toEqual(['latest-transfer', 'latest-wide', 'transfer-latest']);
    expect(readdirSync(join(folder, 'reports', 'transfer-latest'))).toContain('transfer.json');
    const exploratory: Verify = async (request) => ({
      ...(await verify(request)),
      ...sampleWith('reproduced', { registration: OTHER_SETTINGS }),
    });
    const before = readdirSync(join(folder, 'reports', 'transfer-latest'));
    const { code, stdout } = await run(['verify', 'wide.json', 'transfer.json', '--seeds', '3'], exploratory);
    expect([code, stdout]).toEqual([18, expect.stringContaining(`Exploratory. ${OTHER_SETTINGS.reason}\n\nclaim`)]);
    expect([latest().length, readdirSync(join(folder, 'reports', 'transfer-latest'))]).toEqual([3, before]);
  });

  it('listens to the command line before the file, and to the file before iml.config', async () => {
    write('own.json', { extends: 'alias-text', defaults: { profile: 'quick', seeds: 9 } });
    write(
      'iml.config.ts',
      `
      const configurations: string[] = ['own.json'];
      export default { profile: 'standard', seeds: 11, processes: 3, backend: 'cpu', configurations };
    `,
    );
    const { requests, verify } = recording();
    await run(['verify'], verify);
    await run(['verify', 'own.json', '--seeds', '10'], verify);
    expect(requests.map(({ profile, seeds, processes, backend }) => ({ profile, seeds, processes, backend }))).toEqual([
      { profile: 'quick', seeds: 9, processes: 3, backend: 'cpu' },
      { profile: 'quick', seeds: 10, processes: 3, backend: 'cpu' },
    ]);
  });

  it('takes configurations written out in iml.config, and refuses what is wrong with either', async () => {
    write('iml.config.json', { configurations: [{ name: 'inline', extends: 'alias-text', model: { layers: 3 } }] });
    const { requests, verify } = recording();
    expect((await run(['verify', '--profile', 'quick'], verify)).code).toBe(0);
    expect(requests[0]).toMatchObject({
      asked: ['verify', '--config', 'iml.config.json'],
      configuration: { name: 'inline', file: 'iml.config.json/configurations/0' },
    });
    write('iml.config.json', { profil: 'quick', configurations: [] });
    const refused = await run(['verify'], verify);
    expect(refused.code).toBe(14);
    expect(refused.stderr).toContain('did you mean "profile"?');
    write('iml.config.json', { configurations: [{ name: 'inline', extends: 'alias-txt' }] });
    expect((await run(['verify'], verify)).stderr).toContain('iml.config.json/configurations/0');
  });

  it('is no pass where nothing is asked', async () => {
    const { requests, verify } = recording();
    const nothing = await run(['verify'], verify);
    expect([nothing.code, requests.length]).toEqual([14, 0]);
    expect(nothing.stderr).toContain('No configuration was named');
    write('own.json', { extends: 'digit-grid/symbols', model: { width: 1 } });
    const { code, stderr } = await run(['verify', 'own.json', '--claim', 'larger-models-more-iml'], verify);
    expect([code, requests.length]).toEqual([14, 0]);
    expect(stderr).toContain('a model of width 1 cannot be made smaller');
    write('twin.json', { extends: 'alias-text', name: 'own' });
    expect((await run(['verify', 'own.json', 'twin.json'], verify)).stderr).toContain('the same name');
  });

  it('verifies tiny configurations end to end, with a report each and one of transfer', async () => {
    write('one.json', tinyConfiguration);
    write('two.json', { ...tinyConfiguration, model: { ...tinyConfiguration.model, layers: 2 } });
    const options = ['--claim', 'iml-appears', '--seeds', '3', '--backend', 'wasm', '--processes', '1', '--json'];
    const { code, stdout } = await run(['verify', 'one.json', 'two.json', ...options], verifyClaims);
    // So few steps teach nothing, and the registered gates say so; so few seeds would confirm nothing else.
    expect(code).toBe(18);
    const transfer = JSON.parse(stdout);
    expect(transfer.configurations.map(({ name }: { name: string }) => name)).toEqual(['one', 'two']);
    expect(transfer.claims[0].cells.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['invalid', 'invalid']);
    const folders = readdirSync(join(folder, 'reports')).sort();
    expect(folders).toEqual(['one', 'transfer', 'two'].map((name) => `2026-11-23T10-40-12Z-${name}`).sort());
    const report = JSON.parse(readFileSync(join(folder, 'reports', '2026-11-23T10-40-12Z-two', 'report.json'), 'utf8'));
    expect(report.configuration.experiment.model.layers).toBe(2);
    expect(report.runs).toEqual({ trained: 3, found: 0, failed: 0 });
    expect(report.verdicts[0].replay).toContain('verify two.json --profile quick --claim iml-appears --seeds 3');
    expect(readFileSync(join(folder, 'reports', '2026-11-23T10-40-12Z-transfer', 'transfer.json'), 'utf8')).toBe(
      stdout,
    );
    const path = join(folder, 'reports', '2026-11-23T10-40-12Z-two', 'report.json');
    const audit = await run(['audit', path], verifyClaims);
    expect([audit.code, audit.stdout]).toEqual([0, expect.stringContaining('byte for byte')]);
    report.configuration.unasked[0].reason = 'nobody knows';
    writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`);
    const tampered = await run(['audit', path], verifyClaims);
    expect([tampered.code, tampered.stdout]).toEqual([12, expect.stringContaining('nobody knows')]);
    // Worker processes start slowly on a busy machine.
  }, 300_000);
});

describe('iml schema', () => {
  it('prints what it is asked for, lists the names, and knows what was meant', async () => {
    const { verify } = recording();
    expect(JSON.parse((await run(['schema'], verify)).stdout).title).toBe('iml-verify configuration');
    expect(JSON.parse((await run(['schema', 'run-record'], verify)).stdout).required).toContain('seed');
    expect((await run(['schema', '--list'], verify)).stdout).toContain('transfer');
    const wrong = await run(['schema', 'configurtion'], verify);
    expect([wrong.code, wrong.stderr.includes('did you mean "configuration"?')]).toEqual([14, true]);
  });
});
