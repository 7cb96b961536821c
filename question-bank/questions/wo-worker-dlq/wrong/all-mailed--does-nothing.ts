import type { App } from './api';

export default function start(): App {
  return {};
}
