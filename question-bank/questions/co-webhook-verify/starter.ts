export class WebhookReceiver {
  options: ReceiverOptions;

  constructor(options: ReceiverOptions) {
    this.options = options;
  }

  async receive(request: WebhookRequest): Promise<WebhookResponse> {
    return { status: 500 };
  }
}
