#pragma once

#include "Ledger.h"

/// The best-selling product of each day.
std::vector<std::string> bestSellers(const std::vector<std::vector<Order>> &days);
