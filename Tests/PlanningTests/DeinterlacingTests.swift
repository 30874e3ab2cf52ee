import Configuration
import Media
import Testing

@testable import Planning

@Suite("Fields")
struct DeinterlacingTests {
  private static let bwdif = Deinterlacing.filter

  private func plan(_ rules: Rules, _ change: (inout MediaInfo) -> Void) throws -> Plan {
    try Planner.plan(Sample.matroska([Sample.video()], change), rules, Sample.everything)
  }

  private func order(_ plan: Plan) -> InventoryValue? {
    plan.expectation.inventory.streams[plan.expectation.videoIndex]["field_order"]
  }

  @Test("are made whole when the rules say so, which is announced", arguments: ["tt", "bb", "tb", "bt"])
  func known(order: String) throws {
    let plan = try plan(Rules(deinterlace: .bwdif)) { $0.streams[0].fieldOrder = order }
    #expect(plan.deinterlaces && self.order(plan) == .text("progressive"))
    #expect(plan.announced.contains("field_order of video stream 0: \(order) becomes progressive"))
    #expect(plan.filters == "\(Self.bwdif),format=yuv420p10le")
  }

  @Test("that only pictures tell of are announced as well")
  func seen() throws {
    let plan = try plan(Rules(deinterlace: .bwdif)) {
      $0.streams[0].fieldOrder = nil
      $0.pictures?.interlaced = true
    }
    #expect(order(plan) == .text("progressive"))
    #expect(plan.announced.contains("field_order of video stream 0: interlaced becomes progressive"))
  }

  @Test("may come later than the beginning tells")
  func late() throws {
    let plan = try plan(Rules(deinterlace: .bwdif)) { _ in }
    #expect(plan.deinterlaces && plan.filters == "\(Self.bwdif),format=yuv420p10le")
    #expect(plan.announced.contains { $0.contains("should there be any") })
    let other = try self.plan(Rules()) { _ in }
    #expect(!other.deinterlaces && !other.arguments.contains { $0.contains("bwdif") })
  }

  @Test("of pictures that the filter would convert are left for the encode to find")
  func unfit() throws {
    let plan = try plan(Rules(deinterlace: .bwdif)) { $0.streams[0].pixelFormat = "gray12le" }
    #expect(!plan.deinterlaces && !plan.arguments.contains { $0.contains("bwdif") })
  }

  @Test("are made whole before anything is added to the picture")
  func order() throws {
    let plan = try plan(Rules(deinterlace: .bwdif)) { $0.streams[0].width = 1919 }
    #expect(plan.arguments.contains { $0.hasPrefix("\(Self.bwdif),extractplanes=") })
  }
}
