import Foundation
import Testing

@testable import Media

@Suite("What showinfo prints of each picture's light")
struct DynamicMetadataTests {
  private static let words =
    "application version: 1, num_windows: 1, targeted_system_display_maximum_luminance:  400.0000, window 0 {}"

  private func light(_ lines: [String]) -> DynamicMetadata {
    var light = DynamicMetadata()
    for line in lines {
      switch FFmpegLine(Array(line.utf8)) {
      case .frame: light.addPicture()
      case .dynamicMetadata(let words): light.add(words)
      case .progress, .colours, .error, .remark, .sideData, .other: Issue.record("\(line)")
      }
    }
    return light
  }

  private static let olderLines = [
    "[Parsed_showinfo_0 @ 0x55c7c528c2c0] [info] n:   0 pts:      0 pts_time:0 pos:        0 fmt:yuv420p10le sar:1/1 s:64x64 i:P iskey:1 type:I ",
    "[Parsed_showinfo_0 @ 0x55c7c528c2c0] [info]   side data - HDR10+ metadata: \(Self.words)",
  ]
  private static let newerLines = [
    "[Parsed_showinfo_0 @ 0x7fcef4001b80] [info] n:   0 pts:      0 pts_time:0       duration:  50000 duration_time:0.0416667 fmt:yuv420p10le cl:left sar:1/1 s:64x64 i:P iskey:1 type:I ",
    "[Parsed_showinfo_0 @ 0x7fcef4001b80] [info]   side data - HDR Dynamic Metadata SMPTE2094-40 (HDR10+): \(Self.words)",
  ]

  private var older: [String] { Self.olderLines }
  private var newer: [String] { Self.newerLines }

  @Test("is the same in the words of 5.1.9 and 9.0.2")
  func generations() {
    #expect(light(older) == light(newer) && light(newer).count == 1 && light(newer).pictures == 1)
  }

  @Test("is told apart by every word, by its picture, and by how often it is said")
  func differences() {
    let whole = light(newer + newer)
    #expect(whole.difference(from: light(older + older)) == nil)
    #expect(whole.difference(from: light(newer))?.hasSuffix("said 2 times, not 1 times") == true)
    let other = newer.map { $0.replacingOccurrences(of: "400.0000", with: "401.0000") }
    #expect(whole.difference(from: light(newer + other))?.contains("are not those of the source") == true)
    let shifted = light([newer[0], newer[1], newer[1], newer[0]])
    #expect(whole.difference(from: shifted) != nil && whole.count == shifted.count)
  }

  @Test("is not taken for what resembles it")
  func others() {
    let vivid =
      "[Parsed_showinfo_0 @ 0x7f] [info]   side data - HDR Dynamic Metadata CUVA 005.1 2021 (Vivid): x"
    if case .dynamicMetadata = FFmpegLine(Array(vivid.utf8)) { Issue.record("taken for HDR10+") }
    #expect(!DynamicMetadata.isMeant(by: "HDR Dynamic Metadata CUVA 005.1 2021 (Vivid)"))
  }
}
