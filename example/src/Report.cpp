#include "Report.h"

std::vector<std::string> bestSellers(const std::vector<std::vector<Order>> &days) {
  std::vector<std::string> result;
  for (const std::vector<Order> &day : days) {
    std::unordered_map<std::string, int> sold;
    std::string best;
    int most = 0;
    for (const Order &order : day) {
      int count = ++sold[order.product];
      if (count > most) {
        most = count;
        best = order.product;
      }
    }
    result.push_back(best);
  }
  return result;
}
