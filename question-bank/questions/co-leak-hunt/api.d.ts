interface ServiceRequest {
  account: string;
  tier: string;
  /** Path with ids and query, for example `/orders/17?page=2`. */
  url: string;
  body: string;
}

interface ServiceResponse {
  status: number;
  body: string;
}

interface Profile {
  tier: string;
  greeting: string;
}

interface Bus {
  /** Gives back a function that removes the listener. */
  on(event: 'shutdown', listener: () => void): () => void;
}

interface Clock {
  now(): number;
  /** Calls back once after `ms`; gives back a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
}

interface Backend {
  loadProfile(tier: string): Promise<Profile>;
  answer(request: ServiceRequest, profile: Profile): Promise<ServiceResponse>;
}

interface PipelineOptions {
  bus: Bus;
  clock: Clock;
  backend: Backend;
  timeoutMs: number;
}

interface RouteNumbers {
  count: number;
  failed: number;
  totalMs: number;
}
