import type { TopicId } from './topics.ts';

/** The same subjects as they are written in Java. */
export const fromJava: Record<TopicId, string> = {
  functions: `final int limit = 10;
int count = 0;

static int add(int a, int b) { return a + b; }
IntUnaryOperator twice = n -> n * 2;`,
  numbers: `double half = 7 / 2.0;
int whole = 7 / 2;    // 3: integers truncate
int rest = -7 % 3;    // -1
BigInteger big = BigInteger.TWO.pow(80);
double n = Double.parseDouble("12.5"); // throws`,
  strings: `String s = "order " + id;
s.length(); s.charAt(0); s.substring(1, 3);
s.startsWith("ord"); s.split(","); String.join(",", parts);
new StringBuilder().append(s);`,
  lists: `List<Integer> list = new ArrayList<>(List.of(1, 2));
list.add(3); list.getLast();
list.get(5);          // IndexOutOfBoundsException
list.stream().map(x -> x * 2).filter(x -> x > 2).toList();
Deque<Integer> queue = new ArrayDeque<>();`,
  maps: `Map<String, Integer> seen = new LinkedHashMap<>();
seen.put("a", 1);
int n = seen.getOrDefault("a", 0);
seen.computeIfAbsent("b", key -> 0);
// keys by equals and hashCode: records work as keys`,
  sets: `Set<String> ids = new HashSet<>();
ids.add("a"); ids.contains("a"); ids.remove("a");`,
  records: `record Order(String id, int amount) {}
Order order = new Order("o1", 5);
Order changed = new Order(order.id(), 6);
// interfaces are named and implemented; in TypeScript the shape is enough`,
  absence: `String name = Optional.ofNullable(user)
  .map(User::profile).map(Profile::name).orElse("unknown");
Objects.requireNonNull(value);`,
  variants: `sealed interface Result permits Ok, Failed {}
record Ok(int value) implements Result {}
record Failed(String reason) implements Result {}

return switch (result) {
  case Ok ok -> ok.value();
  case Failed f -> throw new IllegalStateException(f.reason());
};`,
  errors: `class NotFound extends RuntimeException { … }
try {
  load("x");
} catch (NotFound e) {
  return null;
} finally {
  release();
}
// checked exceptions do not exist in TypeScript`,
  async: `CompletableFuture<Order> load(String id) {
  return fetchOrder(id).thenApply(this::parse);
}
Order order = load("a").join(); // blocks a thread
// other threads may run at any moment: shared state needs a lock`,
  concurrency: `try (var scope = new StructuredTaskScope.ShutdownOnFailure()) {
  var a = scope.fork(() -> load("a"));
  var b = scope.fork(() -> load("b"));
  scope.join().throwIfFailed();
}
CompletableFuture.allOf(x, y).join();
executor.invokeAll(tasks);`,
  cancellation: `future.cancel(true);
Thread.currentThread().isInterrupted();
throw new InterruptedException();`,
  classes: `class Counter {
  private int value;
  private final int step;
  Counter(int step) { this.step = step; }
  int add() { return value += step; }
}
run(counter::add);    // keeps its object`,
  generics: `static <T> Optional<T> firstOf(List<T> list) { … }
class Cache<K, V> { private final Map<K, V> map = new HashMap<>(); }
<T extends Comparable<T>> T max(T a, T b)`,
  iteration: `for (int i = 0; i < n; i++) {}
for (String value : list) {}
for (var entry : map.entrySet()) {}
IntStream.range(0, n)`,
  sorting: `numbers.sort(null);
orders.sort(Comparator.comparingLong(Order::at).thenComparing(Order::id));
PriorityQueue<Order> queue; // TypeScript has none`,
  equality: `a.equals(b)           // a == b compares references
Arrays.equals(a, b)
record equality is by components`,
  modules: `package limiter;
public final class Limiter { … }
import com.example.Parse;`,
  json: `String text = mapper.writeValueAsString(value);
Order order = mapper.readValue(text, Order.class);`,
  bytes: `byte[] bytes = new byte[16]; // signed: -128 to 127
System.arraycopy(other, 0, bytes, 4, other.length);
ByteBuffer.wrap(bytes).getInt();
new String(bytes, StandardCharsets.UTF_8);`,
  printing: `System.out.println("state " + state);
long now = System.currentTimeMillis();
double x = random.nextDouble();`,
};
