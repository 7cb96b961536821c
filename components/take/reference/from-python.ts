import type { TopicId } from './topics.ts';

/** The same subjects as they are written in Python. */
export const fromPython: Record<TopicId, string> = {
  functions: `limit = 10
count = 0

def add(a: int, b: int = 1) -> int:
    return a + b
twice = lambda n: n * 2`,
  numbers: `half = 7 / 2       # 3.5
whole = 7 // 2     # 3, rounds down
rest = -7 % 3      # 2: sign of the right side
big = 2 ** 80      # exact at any size
n = float("12.5")  # ValueError`,
  strings: `s = f"order {id}"
len(s); s[0]; s[1:3]; s[-1]
s.startswith("ord"); "x" in s; s.split(","); ",".join(parts)
s.zfill(8); s.strip(); s.upper()`,
  lists: `items = [1, 2]
items.append(3); items.pop(); items[-1]
items[5]           # IndexError
copy = items[:]
[x * 2 for x in items if x > 1]
zeros = [0] * 8
deque()            # TypeScript has none`,
  maps: `seen: dict[str, int] = {}
seen["a"] = 1
n = seen.get("a", 0)
"a" in seen; del seen["a"]; len(seen)
for key, value in seen.items(): ...
# tuples work as keys; in TypeScript join them to a string`,
  sets: `ids = set()
ids.add("a"); "a" in ids; ids.discard("a")
unique = list(dict.fromkeys(items))`,
  records: `@dataclass
class Order:
    id: str
    amount: int
    note: str | None = None
order = Order("o1", 5)
changed = replace(order, amount=6)`,
  absence: `name = user.profile.name if user and user.profile else "unknown"
if value is None: return
port = settings.get("port", 80)`,
  variants: `@dataclass
class Ok: value: int
@dataclass
class Failed: reason: str

match result:
    case Ok(value): return value
    case Failed(reason): raise RuntimeError(reason)`,
  errors: `class NotFound(Exception): ...
try:
    load("x")
except NotFound:
    return None
finally:
    release()
# with-blocks: use try and finally`,
  async: `async def load(id: str) -> Order:
    raw = await fetch_order(id)
    return parse(raw)
coroutine = load("a")  # does not run until awaited;
order = await coroutine  # a promise does`,
  concurrency: `a, b = await asyncio.gather(load("a"), load("b"))
async with asyncio.TaskGroup() as group:
    group.create_task(load("a"))
done, rest = await asyncio.wait(tasks, return_when=FIRST_COMPLETED)`,
  cancellation: `task.cancel()          # raises CancelledError inside
except asyncio.CancelledError:
    raise
# a TypeScript function has to look at its signal itself`,
  classes: `class Counter:
    def __init__(self, step: int = 1):
        self._value = 0
        self.step = step
    def add(self) -> int:
        self._value += self.step
        return self._value
    @property
    def value(self): return self._value
f = counter.add        # keeps its object`,
  generics: `def first_of[T](items: list[T]) -> T | None: ...
class Cache[K, V]: ...`,
  iteration: `for i in range(n): ...
for value in items: ...
for index, value in enumerate(items): ...
for key, value in mapping.items(): ...
async for chunk in stream: ...`,
  sorting: `sorted([9, 10, 1])     # 1, 9, 10
orders.sort(key=lambda o: (o.at, o.id))
heapq, bisect          # TypeScript has none`,
  equality: `[1] == [1]             # True: by contents
a is b                 # identity`,
  modules: `from parse import parse
# everything at the top level is visible; in TypeScript write export`,
  json: `text = json.dumps({"a": 1})
value = json.loads(text)
copy = copy.deepcopy(value)`,
  bytes: `data = bytearray(16)
data[4:8] = other
int.from_bytes(data[0:4], "big")
text = data.decode(); utf8 = "é".encode()`,
  printing: `print("state", state)
now = time.time()
x = random.random()`,
};
