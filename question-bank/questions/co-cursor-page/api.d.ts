interface Order {
  id: string;
  tenant: string;
  createdAt: number;
  status: 'open' | 'closed';
}

interface Place {
  createdAt: number;
  id: string;
}

interface Scan {
  tenant: string;
  status: 'open' | 'closed' | null;
  /** Start behind this place; null for the beginning. */
  after: Place | null;
  limit: number;
}

interface Tools {
  store: { scan(scan: Scan): Promise<Order[]> };
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
  encode(text: string): string;
  decode(text: string): string | null;
}

interface ListRequest {
  tenant: string;
  status: 'open' | 'closed' | null;
  limit: number | null;
  cursor: string | null;
}

type ListResponse = { status: 200; items: Order[]; nextCursor: string | null } | { status: 400 };
