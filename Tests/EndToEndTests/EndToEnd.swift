import Testing

/// Every test of the whole program, one after the other: each keeps both cores busy and a thread waiting.
@Suite("The program", .serialized)
enum EndToEnd {}
