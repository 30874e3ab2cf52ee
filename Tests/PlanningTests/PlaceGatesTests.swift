import API
import Glibc
import Planning
import Platform
import Testing

@Suite("The place of a file")
struct PlaceGatesTests {
  typealias Ownership = PlaceGates.Ownership

  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var code: ReasonCode?
    var file = Ownership(user: 1000, group: 1000, mode: 0o644)
    var directory = Ownership(user: 0, group: 1000, mode: 0o775)
    var obstacle: SystemError?
    var user: UInt32 = 998
    var groups: Set<UInt32> = [998]
    var capabilities: [Credentials.Capability] = []

    var process: Credentials {
      Credentials(
        user: user, groups: groups, capabilities: capabilities.reduce(0) { $0 | 1 << UInt64($1.rawValue) })
    }
  }

  static let cases = [
    Case(testDescription: "a file of our own", code: nil, user: 1000, groups: [1000]),
    Case(testDescription: "a file of another", code: .metadataNotKept),
    Case(testDescription: "a file of another, in our group", code: .metadataNotKept, groups: [998, 1000]),
    Case(testDescription: "... with the rights to give it back", code: nil, capabilities: [.chown, .fowner]),
    Case(testDescription: "... with half of them", code: .metadataNotKept, capabilities: [.chown]),
    Case(testDescription: "... with the other half", code: .metadataNotKept, capabilities: [.fowner]),
    Case(testDescription: "our file, a strange group", code: .metadataNotKept, user: 1000, groups: [998]),
    Case(
      testDescription: "our file, a strange group that the directory gives", code: nil,
      directory: .init(user: 0, group: 1000, mode: 0o2775), user: 1000, groups: [998]),
    Case(
      testDescription: "our file, a strange group, and the right to set it", code: nil, user: 1000,
      groups: [998], capabilities: [.chown]),
    Case(
      testDescription: "a directory that is closed", code: .notWritable,
      obstacle: SystemError("access", "/films", errno: EACCES), capabilities: [.chown, .fowner]),
    Case(
      testDescription: "a read-only filesystem", code: .notWritable,
      obstacle: SystemError("access", "/films", errno: EROFS), user: 1000, groups: [1000]),
    Case(
      testDescription: "another's file in a sticky directory", code: .notWritable,
      directory: .init(user: 0, group: 0, mode: 0o1777), capabilities: [.chown]),
    Case(
      testDescription: "our file in a sticky directory", code: nil,
      directory: .init(user: 0, group: 0, mode: 0o1777), user: 1000, groups: [1000]),
    Case(
      testDescription: "another's file in our sticky directory", code: .metadataNotKept,
      directory: .init(user: 998, group: 998, mode: 0o1777)),
  ]

  @Test("lets a result take it, or says what is in the way and what to do", arguments: cases)
  func refusal(_ item: Case) {
    let reason = PlaceGates.refusal(
      item.file, in: item.directory, closedBy: item.obstacle, to: item.process)
    #expect(reason?.code == item.code, "\(String(describing: reason))")
  }

  @Test("names whom it belongs to and what would be needed")
  func detail() throws {
    let item = try #require(Self.cases.first { $0.code == .metadataNotKept })
    let reason = PlaceGates.refusal(item.file, in: item.directory, closedBy: nil, to: item.process)
    for word in ["user 1000", "user 998", "CAP_CHOWN", "CAP_FOWNER", "CAP_DAC_READ_SEARCH", "CAP_LEASE"] {
      #expect(reason?.detail.contains(word) == true, "\(word)")
    }
  }
}
