interface Flight<V> {
  aborter: Aborter;
  result: Promise<V>;
  waiting: number;
}

export class SingleFlight<V> {
  readonly #createAborter: () => Aborter;
  readonly #flights = new Map<string, Flight<V>>();

  constructor(options: SingleFlightOptions) {
    this.#createAborter = options.createAborter;
  }

  load(key: string, loader: Loader<V>, signal?: Signal): Promise<V> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const flight = this.#flights.get(key) ?? this.#start(key, loader);
    flight.waiting += 1;
    if (!signal) return flight.result;

    return new Promise<V>((resolve, reject) => {
      const forget = signal.onAbort(() => {
        forget();
        reject(signal.reason);
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          this.#remove(key, flight);
          flight.aborter.abort(signal.reason);
        }
      });
      flight.result.then(
        (value) => {
          forget();
          resolve(value);
        },
        (error) => {
          forget();
          reject(error);
        },
      );
    });
  }

  #start(key: string, loader: Loader<V>): Flight<V> {
    const aborter = this.#createAborter();
    const result = (async () => loader(aborter.signal))();
    const flight: Flight<V> = { aborter, result, waiting: 0 };
    this.#flights.set(key, flight);
    const remove = () => this.#remove(key, flight);
    result.then(remove, remove);
    return flight;
  }

  /** Only the flight that is registered may be removed: a late one must not take its successor with it. */
  #remove(key: string, flight: Flight<V>): void {
    this.#flights.delete(key);
  }
}
