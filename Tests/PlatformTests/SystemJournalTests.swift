import Glibc
import TestSupport
import Testing

@testable import Platform

@Suite("The system's journal")
struct SystemJournalTests {
  @Test("is behind a descriptor when device and inode are those of JOURNAL_STREAM")
  func receives() throws {
    let scratch = try Scratch()
    let (file, other) = (try scratch.file("a"), try scratch.file("b"))
    let status = try file.status()
    let stream = "\(status.device):\(status.inode)"
    #expect(SystemJournal.receives(file.descriptor, stream: stream))
    #expect(!SystemJournal.receives(other.descriptor, stream: stream))
    #expect(!SystemJournal.receives(-1, stream: stream))
    for wrong in [nil, "", ":", "8", stream + "0"] {
      #expect(!SystemJournal.receives(file.descriptor, stream: wrong))
    }
  }

  @Test("gets a field's value byte by byte")
  func assignment() {
    let value: [UInt8] = [0x2f, 0xff, 0x0a, 0x3d]
    #expect(SystemJournal.Field("CONDENSE_PATH", value).assignment == Array("CONDENSE_PATH=".utf8) + value)
  }
}
