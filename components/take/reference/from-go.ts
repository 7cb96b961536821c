import type { TopicId } from './topics.ts';

/** The same subjects as they are written in Go. */
export const fromGo: Record<TopicId, string> = {
  functions: `const limit = 10
count := 0

func add(a, b int) int { return a + b }
twice := func(n int) int { return n * 2 }`,
  numbers: `half := 7.0 / 2
whole := 7 / 2        // 3: integers truncate
rest := -7 % 3        // -1
big := new(big.Int).Exp(big.NewInt(2), big.NewInt(80), nil)
n, err := strconv.ParseFloat("12.5", 64)`,
  strings: `s := fmt.Sprintf("order %s", id)
len(s)                // bytes
strings.HasPrefix(s, "ord"); strings.Split(s, ",")
for _, r := range s { use(r) } // runes`,
  lists: `list := []int{1, 2}
list = append(list, 3)
list[5]               // panics
copied := append([]int(nil), list...)
zeros := make([]int, 8)`,
  maps: `seen := map[string]int{}
seen["a"] = 1
n, ok := seen["a"]    // zero value when missing
delete(seen, "a"); len(seen)
for key, value := range seen {} // random order`,
  sets: `ids := map[string]struct{}{}
ids["a"] = struct{}{}
_, has := ids["a"]`,
  records: `type Order struct {
  ID     string
  Amount int
  Note   *string
}
order := Order{ID: "o1", Amount: 5}
changed := order      // a copy
changed.Amount = 6`,
  absence: `if user != nil && user.Profile != nil {
  name = user.Profile.Name
}
port := settings.Port // zero value when unset`,
  variants: `type Result interface{ isResult() }
type Ok struct{ Value int }
type Failed struct{ Reason string }

switch r := result.(type) {
case Ok: return r.Value
case Failed: return errors.New(r.Reason)
}`,
  errors: `var ErrNotFound = errors.New("not found")
value, err := load("x")
if errors.Is(err, ErrNotFound) { return nil, nil }
if err != nil { return nil, err }
defer release()`,
  async: `func load(id string) (Order, error) {
  raw, err := fetchOrder(id) // blocks this goroutine
  return parse(raw), err
}
// other goroutines may run at any moment: shared state needs a lock`,
  concurrency: `g, ctx := errgroup.WithContext(ctx)
for _, id := range ids {
  g.Go(func() error { return load(ctx, id) })
}
err := g.Wait()
select {
case v := <-work:
case <-stop:
}`,
  cancellation: `ctx, cancel := context.WithCancel(ctx)
defer cancel()
if err := ctx.Err(); err != nil { return err }
<-ctx.Done()`,
  classes: `type Counter struct{ value, step int }
func NewCounter(step int) *Counter { return &Counter{step: step} }
func (c *Counter) Add() int { c.value += c.step; return c.value }
f := c.Add            // keeps its receiver`,
  generics: `func FirstOf[T any](list []T) (T, bool) { … }
type Cache[K comparable, V any] struct{ m map[K]V }`,
  iteration: `for i := 0; i < n; i++ {}
for index, value := range list {}
for chunk := range channel {}`,
  sorting: `slices.Sort(numbers)
slices.SortStableFunc(orders, func(a, b Order) int {
  return cmp.Compare(a.At, b.At)
})
container/heap        // TypeScript has none`,
  equality: `a == b                // structs by value
slices.Equal(a, b)
reflect.DeepEqual(a, b)`,
  modules: `package limiter
func Handle(input Input) Output { … } // capital: exported
import "example.com/parse"`,
  json: `text, err := json.Marshal(value)
err = json.Unmarshal(text, &value)`,
  bytes: `bytes := make([]byte, 16)
copy(bytes[4:], other)
binary.BigEndian.Uint32(bytes)
text := string(bytes)`,
  printing: `fmt.Printf("state %+v\\n", state)
now := time.Now()
x := rand.Float64()`,
};
