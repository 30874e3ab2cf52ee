import API
import Platform
import TestSupport
import Testing

@testable import Delivery

@Suite("The note beside a file that is left alone")
struct WhyNoteTests {
  @Test("says what was seen and what to do, and obeys no name and no tag")
  func text() {
    let reason = Reason(.interlaced, "the tag is \(HostileNames.steering)")
    let text = WhySidecar.text(reason, of: Path("/films/\(HostileNames.steering).mkv"))
    #expect(text.contains("file    \(HostileNames.steeringShown).mkv\n"))
    #expect(text.contains("seen    the tag is \(HostileNames.steeringShown)\n"))
    #expect(text.contains("to do   Set `deinterlace = \"bwdif\"` if you want it made whole.\n"))
    #expect(text.hasPrefix("Why Condense leaves this file alone\n"))
  }
}
