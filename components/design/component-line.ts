import type { SettingValue } from '../../domain/design/design.ts';
import { isComponentKind, kindTables, settingValue } from '../../simulation/load/drawing/kinds.ts';
import type { Scenario } from '../../simulation/load/scenario.ts';
import { milliseconds } from './results/measure-words.ts';

interface Described {
  id: string;
  kind: string;
  settings: Readonly<Record<string, SettingValue>>;
}

const zoneLetters: Readonly<Record<string, string>> = { '1': 'a', '2': 'a b', '3': 'a b c' };

/** The settings that matter most, in one line: "×6, 2 vCPU, a b c". */
export function componentLine({ id, kind, settings }: Described, scenario: Scenario): string {
  if (!isComponentKind(kind)) return '';
  const of = (key: string): SettingValue => {
    const setting = kindTables[kind].settings.find((one) => one.key === key);
    return setting ? settingValue(setting, settings[key]) : '';
  };
  const zones = zoneLetters[String(of('zones'))] ?? '';
  const parts = (): (string | false)[] => {
    switch (kind) {
      case 'clients':
        return [scenario.flows.length === 1 ? '1 flow' : `${scenario.flows.length} flows`];
      case 'cdn':
        return [`kept ${of('ttlSeconds')} s`, of('shield') === true && 'shield'];
      case 'gateway':
        return [
          of('auth') === 'jwt' ? 'token' : of('auth') === 'introspect' ? 'asks each time' : 'no check',
          of('limit') !== 'none' && `limit ${of('limitRps')}/s`,
        ];
      case 'balancer':
        return [`health ${of('healthSeconds')} s`, of('affinity') === true && 'zone'];
      case 'service':
        return [`×${of('replicas')}`, `${of('vcpu')} vCPU`, zones];
      case 'function':
        return [`${of('concurrency')} at once`];
      case 'cache':
        return [`×${of('nodes')}`, `${of('memoryGb')} GB`, zones];
      case 'sql':
        return [
          `${of('vcpu')} vCPU`,
          of('standby') === 'none'
            ? 'no standby'
            : of('standby') === 'sync'
              ? 'sync standby'
              : 'async standby',
        ];
      case 'replica':
        return [`×${of('count')}`, `${of('vcpu')} vCPU`, zones];
      case 'queue':
        return [`visible ${of('visibilitySeconds')} s`, of('deadLetter') === true && 'DLQ'];
      case 'stream':
        return [`${of('partitions')} partitions`, `×${of('replication')}`];
      case 'worker':
        return [`×${of('replicas')}`, `${of('concurrency')} in hand`, zones];
      case 'store':
        return [`hot ${of('hotDays')} d`, of('coldMonths') !== 0 && `cold ${of('coldMonths')} mo`];
      case 'provider': {
        const provider = scenario.providers.find((one) => one.id === id);
        return [provider ? `p99 ${milliseconds(provider.p99Ms)}` : 'not in the brief'];
      }
    }
  };
  return parts()
    .filter((part) => part !== false && part !== '')
    .join(', ');
}
