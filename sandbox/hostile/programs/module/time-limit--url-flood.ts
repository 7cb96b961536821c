// Keeps the host busy with parsing: time in callbacks is not seen by the isolate.
for (;;) URL.canParse('http://a.example/');
