export class SingleFlight<V> {
  options: SingleFlightOptions;

  constructor(options: SingleFlightOptions) {
    this.options = options;
  }

  load(key: string, loader: Loader<V>, signal?: Signal): Promise<V> {
    return loader(this.options.createAborter().signal);
  }
}
